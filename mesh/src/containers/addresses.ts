/** Names and ports inside the network of docker-compose.yml. */
export const mariadbAddress = { host: 'mariadb', port: 3306 };
export const redisPort = 6379;
export const gatewayInternalUrl = 'http://gateway:8081';

/** Every replica of every service listens here, each in its own container. */
export const servicePort = 3000;

/** Nginx about itself. */
export const gatewayStatusPort = 8082;

/** Where the exporters of docker-compose.yml listen, and what Prometheus asks the one of both Redis about. */
export const exporters = {
  nginx: { host: 'nginx-exporter', port: 9113 },
  mariadb: { host: 'mariadb-exporter', port: 9104 },
  redis: { host: 'redis-exporter', port: 9121 },
};
export const redisAddress = (role: 'cache' | 'data') => `redis://redis-${role}:${redisPort}`;
