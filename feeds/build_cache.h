// What a snapshot keeps so that the next one is built at the price of what has
// changed. Only a cache: without it the same bytes come out. Immutable; the
// builder's thread reads it, any thread may destroy it.
#ifndef AGENDAD_FEEDS_BUILD_CACHE_H_
#define AGENDAD_FEEDS_BUILD_CACHE_H_

#include <chrono>
#include <memory>
#include <vector>

#include "feeds/build_frame.h"
#include "feeds/built_body.h"
#include "feeds/representation.h"
#include "feeds/withdrawal.h"

namespace agendad::feeds {

struct BuildCache {
  std::shared_ptr<const BuildFrame> frame;
  std::vector<BuiltBodyPtr> bodies;  // in order of their ids
  std::vector<Standing> standing;
  // What else the bytes depend on.
  std::chrono::sys_days today;
  bool has_ledger = false;
  Compress compress = Compress::kYes;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_BUILD_CACHE_H_
