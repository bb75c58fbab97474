#!/usr/bin/env node
// Reads feeds with ical.js, the reader of Thunderbird, in its strict mode; see README.md for what every judge prints.
'use strict';
const { judge, modules } = require('./judge.cjs');
const ICAL = modules('ical.js');

function time(value) {
  if (!value) return null;
  if (value.isDate) return value.toString();
  const floating = value.zone.tzid === 'floating';
  return floating ? value.toString() : value.toJSDate().toISOString().replace('.000Z', 'Z');
}

function one(component, name) {
  const found = component.getAllProperties(name);
  if (found.length > 1) throw new Error(`${name} is there ${found.length} times`);
  return found.length ? found[0].getFirstValue() : null;
}

judge((text, feed) => {
  const jcal = ICAL.parse(text);
  if (jcal[0] !== 'vcalendar') throw new Error('not one VCALENDAR');
  const calendar = new ICAL.Component(jcal);
  for (const component of calendar.getAllSubcomponents()) {
    if (component.name !== 'vevent') throw new Error(`an unexpected ${component.name}`);
  }
  return calendar.getAllSubcomponents('vevent').map((event) => {
    const start = one(event, 'dtstart');
    return {
      all_day: start ? start.isDate : false,
      categories: event.getAllProperties('categories').flatMap((property) => property.getValues()),
      description: one(event, 'description'),
      end: time(one(event, 'dtend')),
      feed,
      sequence: one(event, 'sequence'),
      start: time(start),
      status: one(event, 'status'),
      summary: one(event, 'summary'),
      transp: one(event, 'transp'),
      uid: one(event, 'uid'),
    };
  });
});
