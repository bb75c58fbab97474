// Whether a client already has what it asks for: If-None-Match (RFC 9110
// 13.1.2, P10). Pure; any thread.
//
// If-Modified-Since is not looked at: without a Last-Modified (P11) there is
// no date that a client could rightly send.
#ifndef AGENDAD_DAEMON_HTTP_CONDITIONAL_REQUEST_H_
#define AGENDAD_DAEMON_HTTP_CONDITIONAL_REQUEST_H_

#include <optional>
#include <string_view>

#include "feeds/representation.h"

namespace agendad::daemon::http {

// The coding whose entity-tag a 304 repeats, or absent if the answer is the
// whole feed. `if_none_match` is the field's value, empty if it is absent;
// `negotiated` is the coding of that whole answer.
//
// The comparison is weak, and of the bytes before coding: a tag also matches
// with the "-gzip" or "-br" that a proxy put on or left out. A 304 repeats the
// tag that the client holds if it is one of ours, so that its cache knows
// which stored answer is meant (RFC 9111 4.3.4).
std::optional<feeds::ContentCoding> MatchIfNoneMatch(
    std::string_view if_none_match,
    const feeds::Representations& representations,
    feeds::ContentCoding negotiated);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_CONDITIONAL_REQUEST_H_
