// Every text that a feed shows to people, in every language: the catalogue.
// "{name}" is filled in by Wording::Say, "#" by the number of Wording::Count.
// Pure; any thread.
#ifndef AGENDAD_FEEDS_TEXT_CATALOGUE_H_
#define AGENDAD_FEEDS_TEXT_CATALOGUE_H_

#include <string_view>

#include "config/program.h"

namespace agendad::feeds {

enum class Phrase {
  // Dates.
  kDay,
  kDate,
  kMonthAndYear,
  kDaysOfOneMonth,
  kDaysOfTwoMonths,
  kDaysOfTwoYears,
  kFirstWeek,  // kFirstWeek to kFifthWeek stand together
  kSecondWeek,
  kThirdWeek,
  kFourthWeek,
  kFifthWeek,
  kLastWeek,
  // Titles.
  kOrdinarySession,  // in the order of config::SessionType
  kExtraordinarySession,
  kUrgentSession,
  kSessionOfMonth,
  kTentativeTitle,
  kHourToComeTitle,
  kConditionalTitle,
  kConditionalsOfMonthOne,
  kConditionalsOfMonthOther,
  kDigestOne,
  kDigestOther,
  kDigestNoFirm,
  kDigestConditionalOne,
  kDigestConditionalOther,
  kDueDayTitle,
  kNoticeOne,
  kNoticeOther,
  kFirmOne,
  kFirmOther,
  kConditionalOne,
  kConditionalOther,
  kNothingPending,
  kCancelledTitle,
  kPutOffTitle,
  kOverdueTitle,
  kDoneTitle,
  kNotApplicableTitle,
  kWithdrawnTitle,
  kDraftTitle,
  kPlaceholderTitle,
  kTruncatedTitle,
  // Sentences.
  kWeekWindow,
  kDayWindow,
  kDateSet,
  kTimeSet,
  kTimeOfWeek,
  kTimeOfDays,
  kTimeOfHour,
  kTimeChanged,
  kSessionPutOff,
  kSessionCancelled,
  kSessionHeld,
  kSessionLink,
  kDecidedBy,
  kBecause,
  kProgramLine,
  kApprovedProgramLine,
  kItemsPlanned,
  kItemsConvened,
  kMoreItemsOne,
  kMoreItemsOther,
  kOwnDueDate,
  kOverdueInList,
  kDoneInList,
  kNotApplicableInList,
  kWithdrawnInList,
  kResponsible,
  kHeading,
  kNobodyResponsible,
  kCondition,
  kObservation,
  kDestination,
  kOrdinaryOnly,
  kSource,
  kItemDone,
  kConditionMet,
  kNotApplicable,
  kItemMoved,
  kDueOwnDate,
  kDueFirstDay,
  kDueDaysBeforeOne,
  kDueDaysBeforeOther,
  kDueMonthEnd,
  kDueMonthEndNoSession,
  kItemsAreDue,
  kDueOn,
  kOnlyIfCases,
  kSessionOfDigest,
  kCancelled,
  kDraft,
  kPlaceholder,
  kTruncated,
  // Labels.
  kUnassigned,
  kCategorySession,
  kCategoryDeadline,
  kCategoryConditional,
  kCategoryDigest,
  kCategoryNotice,
  kFeedOfSessions,
  kFeedOfUnassigned,
};

std::string_view PatternOf(Phrase phrase, config::Language language);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_TEXT_CATALOGUE_H_
