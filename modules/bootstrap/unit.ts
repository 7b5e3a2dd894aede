/**
 * The service that runs the program at every boot: what has been done is not done again, and an instance that leaves a
 * warm pool by a boot goes on from there. snap's programs are on its path, since Ubuntu has the AWS CLI as a snap.
 */
export const UNIT = `[Unit]
Description=Sets this instance up, and lets its Auto Scaling group know
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
ExecStart=/usr/local/sbin/bootstrap
StateDirectory=bootstrap
StateDirectoryMode=0700
StandardOutput=journal+console
Environment=HOME=/root LANG=C.UTF-8
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin

[Install]
WantedBy=multi-user.target
`;
