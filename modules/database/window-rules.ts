import { atMost, every, not, Rule, some, text } from "../definition";
import {
  backupMinutes,
  isBackupWindow,
  isMaintenanceWindow,
  maintenanceMinutes,
  minutesToBackup,
  minutesToMaintenance,
} from "./windows";

/** A window, and the input that it comes from. */
export interface WindowInput {
  readonly input: string;
  readonly window: string;
}

/**
 * Rules over a maintenance window and the daily one of backups: "Maintaining a DB instance" and "Backup window", RDS
 * user guide; "Managing ElastiCache cluster maintenance", ElastiCache user guide.
 *
 * @param fewest Minutes that each of them has to last.
 */
export function windowRules(maintenance: WindowInput, backup: WindowInput, fewest: 30 | 60): Rule[] {
  const [window, daily] = [maintenance.window, backup.window];
  const [length, backupLength] = [maintenanceMinutes(window), backupMinutes(daily)];
  const [isWindow, isBackup] = [isMaintenanceWindow(window), isBackupWindow(daily)];
  return [
    {
      input: maintenance.input,
      // What is no window at all has been said by another rule.
      holds: some(not(isWindow), every(atMost(fewest, length), atMost(length, 1440))),
      message: text`${maintenance.input} must be from ${fewest} minutes to a day long, got ${window}.`,
    },
    {
      input: backup.input,
      holds: some(not(isBackup), atMost(fewest, backupLength)),
      message: text`${backup.input} must be ${fewest} minutes long or more, got ${daily}.`,
    },
    {
      input: maintenance.input,
      holds: some(
        not(every(isWindow, isBackup)),
        every(
          atMost(length, minutesToBackup(window, daily)),
          atMost(backupLength, minutesToMaintenance(window, daily)),
        ),
      ),
      message: text`${maintenance.input} must not touch ${backup.input} (${daily} each day), got ${window}.`,
    },
  ];
}
