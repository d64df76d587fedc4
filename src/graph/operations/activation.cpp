#include <cmath>

#include "graph/operations.hpp"
#include "graph/operations/elementwise.hpp"
#include "kernels/kernels.hpp"

namespace attention::operations {

namespace {

/// 1 / sqrt(2), and sqrt(2 / pi): the two constants of GELU's two forms.
constexpr float root_half = 0.70710678118654752F;
constexpr float root_two_over_pi = 0.79788456080286536F;

class Sigmoid final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::sigmoid; }
  void forward(Inputs inputs, Matrix& output) const override { kernels::sigmoid(flat(*inputs[0]), flat(output)); }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "torch.sigmoid({0})"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::sigmoid; }
  [[nodiscard]] float derivative(float /*x*/, float y) const noexcept override { return y * (1.0F - y); }
};

class Tanh final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::tanh; }
  void forward(Inputs inputs, Matrix& output) const override { kernels::tanh(flat(*inputs[0]), flat(output)); }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "torch.tanh({0})"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::tanh; }
  [[nodiscard]] float derivative(float /*x*/, float y) const noexcept override { return 1.0F - y * y; }
};

class Relu final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::relu; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) {
      const float x = flat(*inputs[0])[i];
      flat(output)[i] = x < 0.0F ? 0.0F : x;
    }
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "torch.relu({0})"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::relu; }
  [[nodiscard]] float derivative(float /*x*/, float y) const noexcept override { return y > 0.0F ? 1.0F : 0.0F; }
};

class Gelu final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::gelu; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) {
      const float x = flat(*inputs[0])[i];
      flat(output)[i] = x * normal(x);
    }
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "torch.nn.functional.gelu({0})"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::gelu; }
  // Phi(x) + x phi(x), phi the normal density
  [[nodiscard]] float derivative(float x, float /*y*/) const noexcept override {
    return normal(x) + x * std::exp(-0.5F * x * x) * root_two_over_pi * 0.5F;
  }
  static float normal(float x) noexcept { return 0.5F * std::erfc(-x * root_half); }
};

class GeluTanh final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::gelu_tanh; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) {
      const float x = flat(*inputs[0])[i];
      flat(output)[i] = 0.5F * x * (1.0F + std::tanh(inner(x)));
    }
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return "torch.nn.functional.gelu({0}, approximate=\"tanh\")";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::gelu_tanh; }
  [[nodiscard]] float derivative(float x, float /*y*/) const noexcept override {
    const float t = std::tanh(inner(x));
    return 0.5F * (1.0F + t) + 0.5F * x * (1.0F - t * t) * root_two_over_pi * (1.0F + 3.0F * cubic * x * x);
  }
  static constexpr float cubic = 0.044715F;
  static float inner(float x) noexcept { return root_two_over_pi * (x + cubic * x * x * x); }
};

class SoftCap final : public Function {
 public:
  explicit SoftCap(float cap) : cap_(cap) {}
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::soft_cap; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) flat(output)[i] = cap_ * std::tanh(flat(*inputs[0])[i] / cap_);
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override {
    return decimal(cap_) + " * torch.tanh({0} / " + decimal(cap_) + ")";
  }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::soft_cap; }
  [[nodiscard]] float derivative(float /*x*/, float y) const noexcept override { return 1.0F - y / cap_ * (y / cap_); }
  [[nodiscard]] double scale() const noexcept override { return cap_; }
  float cap_;
};

class FeatureMap final : public Function {
 public:
  [[nodiscard]] OperationName name() const noexcept override { return OperationName::feature_map; }
  void forward(Inputs inputs, Matrix& output) const override {
    for (std::size_t i = 0; i < output.size(); ++i) {
      const float x = flat(*inputs[0])[i];
      flat(output)[i] = x > 0.0F ? x + 1.0F : std::exp(x);
    }
  }

  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return "torch.nn.functional.elu({0}) + 1"; }

 private:
  [[nodiscard]] Formula formula() const noexcept override { return Formula::feature_map; }
  [[nodiscard]] float derivative(float /*x*/, float y) const noexcept override { return y > 1.0F ? 1.0F : y; }
};

}  // namespace

OperationPointer sigmoid() { return std::make_unique<Sigmoid>(); }
OperationPointer tanh() { return std::make_unique<Tanh>(); }
OperationPointer relu() { return std::make_unique<Relu>(); }
OperationPointer gelu() { return std::make_unique<Gelu>(); }
OperationPointer gelu_tanh() { return std::make_unique<GeluTanh>(); }
OperationPointer soft_cap(float cap) { return std::make_unique<SoftCap>(cap); }
OperationPointer feature_map() { return std::make_unique<FeatureMap>(); }

}  // namespace attention::operations
