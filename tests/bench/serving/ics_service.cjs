// The npm package ics-service, used as its readme says: events in, a feed at
// every path. usage: node ics_service.cjs MODULES PORT EVENTS.json
"use strict";

const fs = require("fs");
const http = require("http");
const path = require("path");

const [modules, port, file] = process.argv.slice(2);
const service = require(path.resolve(modules, "ics-service"));
const { title, events } = JSON.parse(fs.readFileSync(file, "utf8"));

const route = service.createFeedRoute((url) =>
  service.generateIcs(title, events, url),
);
http.createServer(route).listen(Number(port), "127.0.0.1");
