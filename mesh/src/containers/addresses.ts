/** Names and ports inside the network of docker-compose.yml. */
export const mariadbAddress = { host: 'mariadb', port: 3306 };
export const redisPort = 6379;
export const gatewayInternalUrl = 'http://gateway:8081';

/** Every replica of every service listens here, each in its own container. */
export const servicePort = 3000;

/** Nginx about itself. */
export const gatewayStatusPort = 8082;
