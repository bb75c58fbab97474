#!/usr/bin/php
<?php
// Reads feeds with sabre-vobject, the engine of Nextcloud, and lets it validate them; see README.md for what every
// judge prints.
error_reporting(E_ALL & ~E_DEPRECATED); // the library is older than this PHP
ini_set('display_errors', 'stderr');
require '/usr/share/php/Sabre/VObject/autoload.php';

use Sabre\VObject\Property\DateTime as Time;

function formatted(?Time $property): ?string
{
    if ($property === null) {
        return null;
    }
    $value = DateTimeImmutable::createFromMutable($property->getDateTime());
    switch ($property->getDateType()) {
        case Time::DATE:
            return $value->format('Y-m-d');
        case Time::LOCAL:
            return $value->format('Y-m-d\TH:i:s');
        default:
            return $value->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
    }
}

// This version unescapes only \\ and \n.
function text(?string $value): ?string
{
    return $value === null ? null : str_replace(['\,', '\;'], [',', ';'], $value);
}

function one($event, string $name)
{
    $found = $event->select($name);
    if (count($found) > 1) {
        throw new Exception("$name is there " . count($found) . ' times');
    }
    return $found ? reset($found) : null;
}

function value($event, string $name): ?string
{
    $property = one($event, $name);
    return $property === null ? null : $property->getValue();
}

function read(string $data, string $feed): array
{
    $calendar = Sabre\VObject\Reader::read($data);
    if ($calendar->name !== 'VCALENDAR') {
        throw new Exception('not a VCALENDAR');
    }
    foreach ($calendar->validate() as $warning) {
        // Its list of a calendar's properties ends with RFC 5545: no verdict on NAME or REFRESH-INTERVAL.
        if (!preg_match('/^The (NAME|REFRESH-INTERVAL|COLOR|LAST-MODIFIED|URL|DESCRIPTION|SOURCE|X-[A-Z-]+) property is not/',
                        $warning['message'])) {
            throw new Exception("level {$warning['level']}: {$warning['message']}");
        }
    }
    $events = [];
    foreach ($calendar->select('VEVENT') as $event) {
        $start = one($event, 'DTSTART');
        $categories = [];
        foreach ($event->select('CATEGORIES') as $property) {
            $categories = array_merge($categories, preg_split('/(?<!\\\\),/', $property->getValue()));
        }
        $sequence = value($event, 'SEQUENCE');
        $events[] = [
            'all_day' => $start !== null && $start->getDateType() === Time::DATE,
            'categories' => array_map('text', $categories),
            'description' => text(value($event, 'DESCRIPTION')),
            'end' => formatted(one($event, 'DTEND')),
            'feed' => $feed,
            'sequence' => $sequence === null ? null : (int) $sequence,
            'start' => formatted($start),
            'status' => value($event, 'STATUS'),
            'summary' => text(value($event, 'SUMMARY')),
            'transp' => value($event, 'TRANSP'),
            'uid' => value($event, 'UID'),
        ];
    }
    return $events;
}

$refused = false;
$flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR;
foreach (array_slice($argv, 1) as $path) {
    $feed = basename($path, '.ics');
    try {
        foreach (read(file_get_contents($path), $feed) as $event) {
            echo json_encode($event, $flags), "\n";
        }
    } catch (Throwable $error) {
        $refused = true;
        echo json_encode(['feed' => $feed, 'refused' => $error->getMessage()], $flags | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
    }
}
exit($refused ? 1 : 0);
