#include <gtest/gtest.h>

#include "daemon/doctor/checks.h"
#include "tests/daemon/doctor/findings_of.h"

namespace agendad::daemon::doctor {
namespace {

using std::chrono::milliseconds;

const Fields kGoodFields = {
    {"Date", "Sun, 06 Nov 1994 08:49:37 GMT"},
    {"Content-Type", "text/calendar; charset=utf-8"},
    {"ETag", "\"a\""},
    {"Cache-Control", "private, max-age=0, must-revalidate"},
    {"Vary", "Accept-Encoding"},
    {"X-Robots-Tag", "noindex"},
    {"Strict-Transport-Security", "max-age=31536000"}};

// With this field as `value`; without it if that is empty.
Fields With(Fields fields, const std::string& name, const std::string& value) {
  std::erase_if(fields,
                [&](const Field& field) { return field.first == name; });
  if (!value.empty()) fields.emplace_back(name, value);
  return fields;
}

Exchange Same(Fields fields) {
  Exchange exchange = Answered(200, std::move(fields));
  exchange.is_same_body = true;
  return exchange;
}

FeedRecord GoodFeed() {
  FeedRecord feed;
  feed.first = Answered(200, kGoodFields);
  feed.first.received =
      std::chrono::sys_seconds(std::chrono::seconds(784'111'777));
  feed.asked = feed.first.request.url;
  feed.text = "BEGIN:VCALENDAR\r\n";
  feed.first.body_size = feed.text.size();
  feed.again = Same(kGoodFields);
  feed.head = Answered(200, kGoodFields);
  feed.gzip = Same(With(With(kGoodFields, "Content-Encoding", "gzip"), "ETag",
                        "\"a-gzip\""));
  feed.brotli = Same(
      With(With(kGoodFields, "Content-Encoding", "br"), "ETag", "\"a-br\""));
  feed.known = feed.known_weak = feed.known_gzip = feed.any =
      Answered(304, kGoodFields);
  feed.stale = Same(kGoodFields);
  feed.options = Answered(405);
  feed.missing = Answered(404);
  feed.with_slash = Answered(308);
  feed.agents = {{"Google", *feed.gzip}, {"Outlook", *feed.again}};
  return feed;
}

std::string Judge(const FeedRecord& feed) {
  Findings findings;
  if (CheckAnswer(feed, findings)) {
    CheckFields(feed, findings);
    CheckValidators(feed, findings);
    CheckAgents(feed, findings);
  }
  return Troubles(findings);
}

TEST(HttpChecks, FindNothingInASoundServer) {
  EXPECT_EQ(Judge(GoodFeed()), "");
}

TEST(HttpChecks, FindWrongFields) {
  const struct {
    const char* name;
    const char* value;
    const char* troubles;
  } rows[] = {
      {"Content-Type", "", "error content-type\nwarning head"},
      {"Content-Type", "text/plain", "error content-type"},
      {"Content-Type", "text/html", "error answer"},
      {"Content-Type", "text/calendar", "note content-type"},
      {"Content-Type", "Text/Calendar;Charset=\"UTF-8\"", ""},
      {"Content-Type", "text/calendar; charset=iso-8859-1",
       "error content-type"},
      {"Content-Type", "text/calendar; charset=utf-8; method=PUBLISH",
       "note content-type"},
      {"Content-Disposition", "attachment; filename=a.ics",
       "warning content-disposition"},
      {"Content-Disposition", "inline; filename=\"a.ics\"", ""},
      {"Content-Disposition", "inline; filename=\"a\"",
       "note content-disposition"},
      {"Cache-Control", "", "note cache-control"},
      {"Cache-Control", "max-age=86400", "warning cache-control"},
      {"Cache-Control", "max-age=300", ""},
      {"Cache-Control", "public, immutable", "warning cache-control"},
      {"Cache-Control", "no-store", "note cache-control"},
      {"Set-Cookie", "a=b", "warning cookies"},
      {"WWW-Authenticate", "Basic", "warning cookies"},
      {"X-Robots-Tag", "", "note x-robots-tag"},
      {"X-Robots-Tag", "none", ""},
      {"Strict-Transport-Security", "", "note hsts"},
      {"Last-Modified", "Sun, 06 Nov 1994 08:00:00 GMT", ""},
      {"Last-Modified", "yesterday", "warning last-modified"},
      {"Last-Modified", "Sun, 06 Nov 2094 08:00:00 GMT",
       "warning last-modified"},
      {"Vary", "Accept-Encoding, User-Agent", "note user-agents"},
      {"Content-Encoding", "gzip", "error compression"},
  };
  for (const auto& row : rows) {
    FeedRecord feed = GoodFeed();
    feed.first.fields = With(kGoodFields, row.name, row.value);
    // Only what is judged of the first answer, not that others differ from it.
    Findings findings;
    if (CheckAnswer(feed, findings)) {
      CheckFields(feed, findings);
      feed.head = Answered(200, feed.first.fields);
      feed.known = Answered(304, feed.first.fields);
      CheckValidators(feed, findings);
      CheckAgents(feed, findings);
    }
    const std::string troubles = Troubles(findings);
    EXPECT_EQ(troubles, row.troubles) << row.name << ": " << row.value;
  }
}

TEST(HttpChecks, FindWrongAnswers) {
  const struct {
    void (*spoil)(FeedRecord&);
    const char* troubles;
  } rows[] = {
      {[](FeedRecord& f) { f.first = Answered(404); }, "error status"},
      {[](FeedRecord& f) { f.first = Answered(401); }, "error status"},
      {[](FeedRecord& f) { f.first = Answered(429); }, "error status"},
      {[](FeedRecord& f) { f.first = Failed(Failure::kDeadline); },
       "error answer"},
      {[](FeedRecord& f) { f.first = Failed(Failure::kGarbage); },
       "error answer"},
      {[](FeedRecord& f) { f.text = "<!DOCTYPE html>"; }, "error answer"},
      {[](FeedRecord& f) { f.text = ""; }, "error answer"},
      {[](FeedRecord& f) { f.first.first_byte = milliseconds(5001); },
       "warning time"},
      {[](FeedRecord& f) { f.first.whole = milliseconds(30'001); },
       "warning time"},
      {[](FeedRecord& f) { f.is_cut_short = true; }, "warning time"},
      {[](FeedRecord& f) { f.head = Answered(405); }, "warning head"},
      {[](FeedRecord& f) { f.head = Answered(200); }, "warning head"},
      {[](FeedRecord& f) {
         f.head = Answered(200, With(kGoodFields, "ETag", "\"b\""));
       },
       "warning head"},
      {[](FeedRecord& f) { f.gzip->is_same_body = false; },
       "error compression"},
      {[](FeedRecord& f) { f.gzip = Answered(406); }, "error compression"},
      {[](FeedRecord& f) {
         f.gzip->fields = With(f.gzip->fields, "Content-Encoding", "br");
       },
       "error compression"},
      {[](FeedRecord& f) { f.gzip = f.brotli = Same(kGoodFields); },
       "note compression"},
      {[](FeedRecord& f) { f.gzip->fields = With(f.gzip->fields, "Vary", ""); },
       "warning vary"},
      {[](FeedRecord& f) {
         f.gzip->fields = With(f.gzip->fields, "ETag", "\"a\"");
       },
       "warning etag-per-coding"},
      {[](FeedRecord& f) { f.gzip->fields = With(f.gzip->fields, "ETag", ""); },
       "warning etag-per-coding"},
      {[](FeedRecord& f) { f.again->is_same_body = false; }, "warning stable"},
      {[](FeedRecord& f) {
         f.again->fields = With(kGoodFields, "ETag", "\"b\"");
       },
       "warning stable"},
      {[](FeedRecord& f) { f.again = Answered(503); }, "warning stable"},
      {[](FeedRecord& f) { f.known = Same(kGoodFields); },
       "warning conditional"},
      {[](FeedRecord& f) {
         f.known = Answered(304, With(kGoodFields, "ETag", ""));
       },
       "warning conditional"},
      {[](FeedRecord& f) { f.known_weak = Same(kGoodFields); },
       "warning conditional"},
      {[](FeedRecord& f) { f.known_gzip = Same(kGoodFields); },
       "warning conditional"},
      {[](FeedRecord& f) { f.any = Same(kGoodFields); }, "warning conditional"},
      {[](FeedRecord& f) { f.stale = Answered(304); }, "warning conditional"},
      {[](FeedRecord& f) { f.not_since = Same(kGoodFields); },
       "warning if-modified-since"},
      {[](FeedRecord& f) { f.since_1970 = Answered(304); },
       "warning if-modified-since"},
      {[](FeedRecord& f) { f.agents[0].exchange = Answered(403); },
       "error user-agents"},
      {[](FeedRecord& f) { f.agents[1].exchange.is_same_body = false; },
       "warning user-agents"},
      {[](FeedRecord& f) { f.options = Answered(500); }, "note methods"},
      {[](FeedRecord& f) { f.missing = Answered(200); },
       "warning missing-feed"},
      {[](FeedRecord& f) { f.missing = Answered(401); }, "note missing-feed"},
      {[](FeedRecord& f) { f.with_slash = Answered(404); }, "note final-slash"},
  };
  int number = 0;
  for (const auto& row : rows) {
    FeedRecord feed = GoodFeed();
    row.spoil(feed);
    EXPECT_EQ(Judge(feed), row.troubles) << "row " << number;
    ++number;
  }
}

Exchange Hop(const char* from, int status) {
  Exchange hop = Answered(status);
  hop.request.url = *ParseUrl(from);
  return hop;
}

TEST(HttpChecks, FindWrongRedirects) {
  const char* const here = "https://cal.example.org/feeds/a.ics";
  const char* const plain = "http://cal.example.org/feeds/a.ics";
  const struct {
    std::vector<Exchange> hops;
    const char* last;
    bool is_loop;
    const char* troubles;
  } rows[] = {
      {{}, here, false, ""},
      {{Hop(plain, 308)}, here, false, "note redirect"},
      {{Hop(plain, 301)}, here, false, "note redirect"},
      {{Hop(plain, 302)}, here, false, "warning redirect"},
      {{Hop(plain, 307)}, here, false, "warning redirect"},
      {{Hop(here, 308)}, plain, false, "error redirect"},
      {{Hop("https://a/x.ics?t=1", 308)}, here, false, "warning redirect"},
      {{Hop(plain, 308), Hop("https://a/feeds/a.ics", 308)},
       here,
       false,
       "note redirect\nnote redirect\nwarning redirect"},
      {{}, here, true, "error redirect"},
      {{Hop(plain, 308)}, here, true, "note redirect\nerror redirect"},
  };
  for (const auto& row : rows) {
    FeedRecord feed = GoodFeed();
    feed.hops = row.hops;
    feed.first.request.url = *ParseUrl(row.last);
    feed.is_loop = row.is_loop;
    Findings findings;
    CheckAnswer(feed, findings);
    EXPECT_EQ(Troubles(findings), row.troubles) << row.last << row.hops.size();
  }
}

}  // namespace
}  // namespace agendad::daemon::doctor
