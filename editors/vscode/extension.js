// Starts `roster server` for the rosters of a workspace. All that it knows, the server knows.

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("rosterkit").get("path");
  // By pattern and not by language: other extensions call a CSV file by other names.
  const files = ["**/*.{csv,tsv}", "**/roster.toml", "**/schema.toml"];
  client = new LanguageClient(
    "rosterkit",
    "Rosterkit",
    { command, args: ["server"] },
    { documentSelector: files.map((pattern) => ({ scheme: "file", pattern })) },
  );
  return client.start();
};

exports.deactivate = () => client?.stop();
