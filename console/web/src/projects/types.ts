import type { components as Config } from "../api/generated/config-service";
import type { components as Scheduler } from "../api/generated/scheduler-service";

export type ProjectRequest = Config["schemas"]["ProjectRequest"];
export type ProjectView = Config["schemas"]["ProjectView"];
export type CatalogTable = Config["schemas"]["CatalogTable"];
export type Column = Config["schemas"]["ColumnView"];
export type TableProperty = Config["schemas"]["TableProperty"];
export type Preview = Config["schemas"]["Preview"];
export type TablePreview = Config["schemas"]["TablePreview"];
export type LoadPreview = Config["schemas"]["LoadPreview"];
export type ServerFinding = Config["schemas"]["Finding"];
export type Change = Config["schemas"]["Change"];
export type Revision = Config["schemas"]["RevisionSummary"];
export type SchemaChange = Config["schemas"]["SchemaChangeView"];

export type ProjectStatus = Scheduler["schemas"]["ProjectStatus"];
export type TableStatus = Scheduler["schemas"]["TableStatus"];
export type TableInRun = Scheduler["schemas"]["TableInRun"];

export interface TableName {
  schema: string;
  table: string;
}
