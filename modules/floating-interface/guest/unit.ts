/**
 * The service that keeps the routing of one floating interface, whose private address is the instance of the unit.
 * Amazon Linux 2023 does all of it by itself (amazon-ec2-net-utils): there it is not started.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-net-utils.html
 */
export const UNIT = `[Unit]
Description=Routing of the floating interface %i
ConditionPathExists=!/usr/lib/systemd/system/policy-routes@.service
Wants=systemd-networkd.service
After=systemd-networkd.service

[Service]
ExecStart=/usr/local/sbin/floating-interface %i
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`;
