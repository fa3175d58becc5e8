export const usage = `Usage:
  npm start [-- --detach] [--fresh] [--no-demo]   start everything; --detach returns when all of it is ready
  npm stop                                        stop everything
  npm run import -- <file.csv or .csv.gz>         load real products and stock
  npm run mesh -- status [--json]                 what runs
  npm run mesh -- scale <service>=<replicas>      add or remove replicas
  npm run mesh -- restart <service>               restart its replicas one by one, without a failed request
  npm run mesh -- rotate-keys                     a new key for the tokens of people; nobody is signed out
  npm run mesh -- dead-letters [replay|drop <service> <id>]
                                                  events that could not be applied; apply one, or give it up
  npm run mesh -- logs [service] [--trace <id>] [--follow]
  npm run mesh -- explain <receipt number, sale id or trace id> [--json]

Environment: COMPTOIR_PORT (8080), COMPTOIR_HOST (127.0.0.1), COMPTOIR_HOME (.comptoir), COMPTOIR_LOG_LEVEL (info),
  COMPTOIR_TRACE_SAMPLE_RATIO (0.01), COMPTOIR_OTLP_ENDPOINT,
  COMPTOIR_TRUSTED_ADDRESSES (127.0.0.0/8,::1), COMPTOIR_CORS_ORIGINS (none),
  COMPTOIR_TLS_CERTIFICATE and COMPTOIR_TLS_KEY (none), ALERT_WEBHOOK_URL (none)`;
