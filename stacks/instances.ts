import { Settings } from "./settings";

/** Parameter with the image of the latest Amazon Linux 2023. */
export const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** The image that the user chose, or the latest Amazon Linux 2023. */
export function amazonLinux({ imageId }: Settings) {
  return imageId === undefined ? { ssmParameter: { name: AMAZON_LINUX } } : { id: imageId };
}

/** The smallest server that the health check accepts, from what Amazon Linux 2023 has on board. */
export const SERVE = `#!/bin/bash
mkdir -p /srv/www && echo ok > /srv/www/healthz && echo "served from $(hostname)" > /srv/www/index.html
systemd-run --property=Restart=always python3 -m http.server 8080 --directory /srv/www
`;
