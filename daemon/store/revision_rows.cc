#include "daemon/store/revision_rows.h"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace agendad::daemon {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::sys_seconds;

// So that one answer stays far below what a call may wait for, however large
// the ledger is.
constexpr long long kPage = 20000;

const char* const kColumnNames =
    "uid, meaning, bytes, sequence, last_modified, created, left_at, version, "
    "withdrawn_content, withdrawn_start, withdrawn_first_day, "
    "withdrawn_last_day, withdrawn_feeds";

// -1 if it is no digit.
int DigitValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

feeds::Sha256 FromHex(const std::string& hex) {
  feeds::Sha256 digest{};
  bool good = hex.size() == 2 * digest.size();
  for (std::size_t i = 0; good && i < digest.size(); ++i) {
    const int high = DigitValue(hex[2 * i]);
    const int low = DigitValue(hex[2 * i + 1]);
    good = high >= 0 && low >= 0;
    digest[i] = static_cast<unsigned char>(high * 16 + low);
  }
  if (!good) {
    throw std::runtime_error("the ledger has \"" + hex +
                             "\" where a SHA-256 should be");
  }
  return digest;
}

std::string Joined(const std::vector<std::string>& ids) {
  std::string joined;
  for (const auto& id : ids) {
    assert(!id.empty() && id.find(' ') == std::string::npos);
    if (!joined.empty()) joined += ' ';
    joined += id;
  }
  return joined;
}

std::vector<std::string> Split(const std::string& joined) {
  std::istringstream words(joined);
  std::vector<std::string> ids;
  for (std::string id; words >> id;) ids.push_back(std::move(id));
  return ids;
}

long long Seconds(sys_seconds time) { return time.time_since_epoch().count(); }

sys_seconds Time(long long since_1970) {
  return sys_seconds(seconds(since_1970));
}

sys_days Day(long long since_1970) {
  return sys_days(days(static_cast<days::rep>(since_1970)));
}

}  // namespace

// Two lists, as what SOCI makes of a value refers to its own default arguments,
// and so must be used where it is made.
void RevisionRow::Bind(soci::statement& statement) {
  statement.exchange(soci::use(uid));
  statement.exchange(soci::use(meaning, has_meaning));
  statement.exchange(soci::use(bytes));
  statement.exchange(soci::use(sequence));
  statement.exchange(soci::use(last_modified));
  statement.exchange(soci::use(created));
  statement.exchange(soci::use(left, has_left));
  statement.exchange(soci::use(version));
  statement.exchange(soci::use(content, has_content));
  statement.exchange(soci::use(start, has_start));
  statement.exchange(soci::use(first_day, has_first_day));
  statement.exchange(soci::use(last_day, has_last_day));
  statement.exchange(soci::use(feed_ids, has_feeds));
}

void RevisionRow::BindInto(soci::statement& statement) {
  statement.exchange(soci::into(uid));
  statement.exchange(soci::into(meaning, has_meaning));
  statement.exchange(soci::into(bytes));
  statement.exchange(soci::into(sequence));
  statement.exchange(soci::into(last_modified));
  statement.exchange(soci::into(created));
  statement.exchange(soci::into(left, has_left));
  statement.exchange(soci::into(version));
  statement.exchange(soci::into(content, has_content));
  statement.exchange(soci::into(start, has_start));
  statement.exchange(soci::into(first_day, has_first_day));
  statement.exchange(soci::into(last_day, has_last_day));
  statement.exchange(soci::into(feed_ids, has_feeds));
}

void RevisionRow::Set(const std::string& name, const feeds::Revision& revision,
                      VersionNumber number) {
  const auto present = [](bool is) { return is ? soci::i_ok : soci::i_null; };
  RequireStorable(name);
  uid = name;
  has_meaning = present(revision.meaning.has_value());
  meaning = revision.meaning ? feeds::Hex(*revision.meaning) : "";
  bytes = feeds::Hex(revision.bytes);
  sequence = revision.sequence;
  last_modified = Seconds(revision.last_modified);
  created = Seconds(revision.created);
  has_left = present(revision.left.has_value());
  left = revision.left ? Seconds(*revision.left) : 0;
  version = number;
  const auto* withdrawn = revision.withdrawn.get();
  has_content = has_start = has_first_day = has_last_day = has_feeds =
      present(withdrawn != nullptr);
  if (withdrawn == nullptr) return;
  RequireStorable(withdrawn->content);
  content = withdrawn->content;
  start = Seconds(withdrawn->start);
  first_day = withdrawn->days.first.time_since_epoch().count();
  last_day = withdrawn->days.last.time_since_epoch().count();
  feed_ids = Joined(withdrawn->feeds);
}

feeds::Revision RevisionRow::Revision() const {
  feeds::Revision revision;
  if (has_meaning == soci::i_ok) revision.meaning = FromHex(meaning);
  revision.bytes = FromHex(bytes);
  revision.sequence = static_cast<int>(sequence);
  revision.last_modified = Time(last_modified);
  revision.created = Time(created);
  if (has_left == soci::i_ok) revision.left = Time(left);
  if (has_content == soci::i_ok) {
    revision.withdrawn = std::make_shared<const feeds::Withdrawn>(
        feeds::Withdrawn{content,
                         Time(start),
                         {Day(first_day), Day(last_day)},
                         Split(feed_ids)});
  }
  return revision;
}

void ReadRevisions(SqlSession& session, VersionNumber since,
                   const std::function<void(const RevisionRow&)>& each) {
  // Each page goes on after the last row, in the order of an index.
  RevisionRow row;
  struct {
    long long version;
    std::string uid;
  } last = {since + 1, ""};
  soci::statement page(session.Sql());
  const LettingGo letting_go(session);
  row.BindInto(page);
  std::string where = "uid > :uid order by uid";
  if (since > 0) {
    where = "(version, uid) > (:version, :uid) order by version, uid";
    page.exchange(soci::use(last.version));
  }
  page.exchange(soci::use(last.uid));
  page.exchange(soci::use(kPage));
  page.alloc();
  page.prepare(std::string("select ") + kColumnNames + " from events where " +
               where + " limit :page");
  page.define_and_bind();
  long long read = kPage;
  while (read == kPage) {
    session.Expect();
    page.execute(false);
    session.Rest();  // what is done with the page takes its own time
    for (read = 0; page.fetch(); ++read) each(row);
    last.version = row.version;
    last.uid = row.uid;
  }
}

std::optional<feeds::Revision> ReadRevision(SqlSession& session,
                                            const std::string& uid) {
  RevisionRow row;
  soci::statement one(session.Sql());
  row.BindInto(one);
  one.exchange(soci::use(uid));
  one.alloc();
  one.prepare(std::string("select ") + kColumnNames +
              " from events where uid = :uid");
  one.define_and_bind();
  if (!one.execute(true)) return std::nullopt;
  return row.Revision();
}

BatchInsert<RevisionRow> RevisionInsert(SqlSession& session, Known known) {
  std::string tail =
      "on conflict (uid) do update set meaning = excluded.meaning, "
      "bytes = excluded.bytes, sequence = excluded.sequence, "
      "last_modified = excluded.last_modified, created = excluded.created, "
      "left_at = excluded.left_at, version = excluded.version, "
      "withdrawn_content = excluded.withdrawn_content, "
      "withdrawn_start = excluded.withdrawn_start, "
      "withdrawn_first_day = excluded.withdrawn_first_day, "
      "withdrawn_last_day = excluded.withdrawn_last_day, "
      "withdrawn_feeds = excluded.withdrawn_feeds";
  if (known == Known::kKeptIfHigher) {
    tail +=
        " where (excluded.sequence, excluded.last_modified) > "
        "(events.sequence, events.last_modified)";
  }
  return {session, std::string("insert into events (") + kColumnNames + ")",
          tail};
}

void RequireStorable(const std::string& text) {
  if (text.find('\0') != std::string::npos) {
    throw std::runtime_error("a text with a NUL cannot be put in the ledger");
  }
}

}  // namespace agendad::daemon
