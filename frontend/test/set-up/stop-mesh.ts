export { stopMesh as default } from './start-mesh.ts';
