#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tensor.hpp"

/// Golden cases, "attention-cases/1": inputs and outputs that PyTorch computed. See cases/README.md.
namespace golden {

/// Any number of dimensions, row-major.
struct Tensor {
  std::vector<std::size_t> shape;
  std::vector<double> numbers;
  bool boolean = false;

  [[nodiscard]] std::size_t extent(std::size_t from_the_end) const;  ///< 1: the last dimension; 1 where there is none
  [[nodiscard]] std::size_t matrices() const;                        ///< how many matrices the leading dimensions count
  /// The matrix of the two last dimensions (one dimension: one row). An index beyond the leading ones wraps:
  /// broadcasting.
  [[nodiscard]] attention::Matrix matrix(std::size_t index = 0) const;
};

using Tensors = std::map<std::string, Tensor>;

struct Case {
  std::string name;
  std::string kind;
  nlohmann::json attributes;
  Tensors parameters;
  Tensors inputs;
  Tensors outputs;
  std::map<std::string, Tensors> alternatives;  ///< right as well, under another convention
  double relative = 0;
  double absolute = 0;
  bool advisory = false;    ///< report, but do not fail
  bool torch_only = false;  ///< an option that few others have

  [[nodiscard]] bool flag(const std::string& attribute) const { return attributes.value(attribute, false); }
  [[nodiscard]] const Tensor* find(const std::string& name_of_tensor) const;
};

/// Reads every case of a file.
std::vector<Case> load(const std::filesystem::path& file);

/// How far numbers are from what is wanted.
struct Difference {
  double worst = 0;     ///< the largest |got - wanted| / (absolute + relative * |wanted|): right up to 1
  std::string message;  ///< what is wrong, or nothing
};

/// Every number must lie within absolute + relative * |wanted|, NaN be NaN and an infinity the same infinity.
Difference difference(const std::vector<double>& got, const Tensor& wanted, const Case& of);

}  // namespace golden
