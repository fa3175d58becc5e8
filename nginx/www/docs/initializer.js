// The gateway knows which services there are; this page only asks.
const answer = await fetch('specs.json');
const urls = await answer.json();

window.SwaggerUIBundle({
  urls,
  dom_id: '#swagger-ui',
  deepLinking: true,
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
});
