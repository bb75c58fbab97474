#include "feeds/item_list.h"

namespace agendad::feeds {
namespace {

// Room for the line that says how many items were left out.
constexpr std::size_t kLastLine = 40;

std::string Line(const ProgramContext& context, const Deadline& deadline) {
  const Wording& wording = context.wording;
  std::string title = deadline.item->short_title;
  if (deadline.IsConditional()) {
    title = wording.Say(Phrase::kConditionalTitle, {{"title", title}});
  } else if (deadline.Outcome() == config::Outcome::kDone) {
    return "- " + wording.Say(Phrase::kDoneInList, {{"title", title}}) + "\n";
  } else if (deadline.IsOff()) {
    return "- " +
           wording.Say(deadline.Outcome() == config::Outcome::kWithdrawn
                           ? Phrase::kWithdrawnInList
                           : Phrase::kNotApplicableInList,
                       {{"title", title}}) +
           "\n";
  }
  if (deadline.due.reason == DueReason::kOwnDate) {
    title = wording.Say(
        Phrase::kOwnDueDate,
        {{"title", title}, {"date", wording.Date(deadline.due.day)}});
  }
  if (IsOverdue(context, deadline)) {
    title = wording.Say(Phrase::kOverdueInList, {{"title", title}});
  }
  return "- " + title + "\n";
}

}  // namespace

void AppendItemList(const std::vector<const Deadline*>& deadlines,
                    GroupLines group_lines, const ProgramContext& context,
                    std::size_t limit, std::string& out) {
  const Wording& wording = context.wording;
  const Group* group = nullptr;
  for (std::size_t i = 0; i < deadlines.size(); ++i) {
    const Deadline& deadline = *deadlines[i];
    std::string lines;
    if (group_lines == GroupLines::kYes && deadline.group != group) {
      group = deadline.group;
      lines += (group->kind == Group::Kind::kUnassigned
                    ? wording.Say(Phrase::kUnassigned)
                    : group->code) +
               ":\n";
    }
    lines += Line(context, deadline);
    if (out.size() + lines.size() + kLastLine > limit) {
      out += wording.Count(Phrase::kMoreItemsOne, Phrase::kMoreItemsOther,
                           deadlines.size() - i) +
             "\n";
      return;
    }
    out += lines;
  }
}

}  // namespace agendad::feeds
