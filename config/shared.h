// A value that several owners share without copying it: definitions that differ
// in one program have all the others in common.
#ifndef AGENDAD_CONFIG_SHARED_H_
#define AGENDAD_CONFIG_SHARED_H_

#include <memory>
#include <utility>

namespace agendad::config {

// Never null but when moved from. Copies are cheap and are the same object, as
// long as nobody edits one of them. Reading: any thread; editing: as a plain
// value.
template <typename T>
class Shared {
 public:
  Shared() : value_(std::make_shared<T>()) {}
  Shared(T value)  // NOLINT(google-explicit-constructor): it is such a value
      : value_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

  // Whether it is the very same object, and so has the same value.
  bool IsSame(const Shared& other) const { return value_ == other.value_; }

  // An object of its own, with the same value, that may be changed until the
  // next copy is made.
  T& Edit() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    // Every object here was made as one that may be changed.
    return const_cast<T&>(
        *value_);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  }

 private:
  std::shared_ptr<const T> value_;
};

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_SHARED_H_
