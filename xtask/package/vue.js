export * from "./faxbox-admin.js";
