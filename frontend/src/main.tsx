import { render } from 'preact';
import { App } from './app.tsx';
import { keepAppOffline } from './offline/keep-app.ts';
import { followLinks } from './router.ts';
import './styles/base.css';
import './styles/layout.css';
import './styles/controls.css';

const root = document.querySelector('#app');
if (root === null) throw new Error('This page has no place for the app.');
followLinks();
render(<App />, root);
keepAppOffline();
