#!/usr/bin/env node
// Reads feeds with node-ical, a lenient reader; see README.md for what every judge prints.
'use strict';
process.env.TZ = 'UTC'; // it makes a date midnight of the local zone
const { judge, modules } = require('./judge.cjs');
const ical = modules('node-ical');

function time(value) {
  if (!value) return null;
  const text = value.toISOString();
  return value.dateOnly ? text.slice(0, 10) : text.replace('.000Z', 'Z');
}

// Parameters, if there are any, turn a value into {params, val}.
const text = (value) => (value === undefined ? null : typeof value === 'object' ? value.val : value);

judge((source, feed) => {
  const parsed = ical.sync.parseICS(source);
  // Beside the components there are some properties of the calendar, without a type.
  const found = Object.values(parsed).filter(({ type }) => type !== undefined && type !== 'VCALENDAR');
  for (const component of found) {
    if (component.type !== 'VEVENT') throw new Error(`an unexpected ${component.type}`);
  }
  return found.map((event) => ({
    all_day: event.datetype === 'date',
    categories: event.categories ?? [],
    description: text(event.description),
    end: time(event.end),
    feed,
    sequence: event.sequence === undefined ? null : Number(event.sequence),
    start: time(event.start),
    status: text(event.status),
    summary: text(event.summary),
    transp: text(event.transparency),
    uid: text(event.uid),
  }));
});
