// What the judges written in JavaScript share.
'use strict';
const fs = require('fs');
const path = require('path');

// A package installed by `npm ci` into the folder AGENDAD_JUDGES_NPM (this folder, if it is not set).
exports.modules = (name) =>
  require(require.resolve(name, { paths: [process.env.AGENDAD_JUDGES_NPM || __dirname] }));

exports.judge = (read) => {
  let refused = 0;
  for (const file of process.argv.slice(2)) {
    const feed = path.basename(file, '.ics');
    let lines;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file));
      lines = read(text, feed).map((event) => JSON.stringify(event));
    } catch (error) {
      refused += 1;
      lines = [JSON.stringify({ feed, refused: String(error) })];
    }
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
  process.exitCode = refused ? 1 : 0;
};
