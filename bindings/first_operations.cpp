#include "error.hpp"
#include "graph/operations.hpp"

// What a first visit to the page does without: these stand in the place of the library's own operations, which the
// linker then leaves out. The page loads the whole module and computes anew when it hears `not_loaded`.

namespace attention::operations {

namespace {

[[noreturn]] OperationPointer throw_not_loaded() {
  throw Error(ErrorCode::not_loaded, "this module has no such operation: the whole one does");
}

}  // namespace

// NOLINTBEGIN(performance-unnecessary-value-param): the signatures are the library's

OperationPointer sparsemax(float /*temperature*/) { return throw_not_loaded(); }
OperationPointer entmax(float /*temperature*/) { return throw_not_loaded(); }
OperationPointer uniform(EmptyRows /*empty*/) { return throw_not_loaded(); }
OperationPointer normalize_rows(EmptyRows /*empty*/) { return throw_not_loaded(); }
OperationPointer argmax() { return throw_not_loaded(); }
OperationPointer sample() { return throw_not_loaded(); }
OperationPointer sigmoid() { return throw_not_loaded(); }
OperationPointer tanh() { return throw_not_loaded(); }
OperationPointer relu() { return throw_not_loaded(); }
OperationPointer gelu() { return throw_not_loaded(); }
OperationPointer gelu_tanh() { return throw_not_loaded(); }
OperationPointer soft_cap(float /*cap*/) { return throw_not_loaded(); }
OperationPointer feature_map() { return throw_not_loaded(); }
OperationPointer cosine_score(float /*beta*/) { return throw_not_loaded(); }
OperationPointer rotary(bool /*interleaved*/) { return throw_not_loaded(); }
OperationPointer gather(Shape /*size*/, std::vector<std::size_t> /*sources*/) { return throw_not_loaded(); }
OperationPointer transpose() { return throw_not_loaded(); }
OperationPointer waves(std::vector<double> /*positions*/, std::vector<Wave> /*columns*/) { return throw_not_loaded(); }

// NOLINTEND(performance-unnecessary-value-param)

}  // namespace attention::operations
