#!/usr/bin/ruby
# Reads feeds with ruby-icalendar in its strict mode; see README.md for what every judge prints.
require 'icalendar'
require 'json'
require 'stringio'

Icalendar.logger.level = Logger::FATAL

def time(value)
  case value
  when nil then nil
  when Icalendar::Values::DateTime
    floating = value.ical_params['tzid'].nil? && !value.value_ical.end_with?('Z')
    floating ? value.strftime('%Y-%m-%dT%H:%M:%S') : value.to_time.utc.strftime('%Y-%m-%dT%H:%M:%SZ')
  else value.strftime('%Y-%m-%d')
  end
end

def text(value)
  value.nil? ? nil : value.to_s
end

def read(data, feed)
  calendars = Icalendar::Parser.new(data, true).parse
  raise "#{calendars.length} calendars" unless calendars.length == 1

  calendars[0].events.map do |event|
    raise "#{event.uid} is not valid" unless event.valid?(true)

    start = event.dtstart
    {
      all_day: !start.is_a?(Icalendar::Values::DateTime),
      categories: event.categories.flat_map { |value| value.is_a?(Icalendar::Values::Array) ? value.map(&:to_s) : [value.to_s] },
      description: text(event.description),
      end: time(event.dtend),
      feed: feed,
      sequence: event.sequence&.to_i,
      start: time(start),
      status: text(event.status),
      summary: text(event.summary),
      transp: text(event.transp),
      uid: text(event.uid)
    }
  end
end

refused = false
ARGV.each do |path|
  feed = File.basename(path, '.ics')
  begin
    puts read(File.read(path, encoding: 'UTF-8'), feed).map { |event| JSON.generate(event) }
  rescue StandardError => e
    refused = true
    puts JSON.generate({ feed: feed, refused: "#{e.class}: #{e.message}" })
  end
end
exit(refused ? 1 : 0)
