#include <cmath>

#include "graph/operations.hpp"

namespace attention::operations {

namespace {

class WaveTable final : public Operation {
 public:
  WaveTable(std::vector<double> positions, std::vector<Wave> columns)
      : positions_(std::move(positions)), columns_(std::move(columns)) {}

  [[nodiscard]] OperationName name() const noexcept override { return OperationName::wave; }
  [[nodiscard]] Shape shape(std::span<const Shape> /*inputs*/) const override {
    return {positions_.size(), columns_.size()};
  }

  // Y_ij = sin(position_i rate_j), or its cosine
  void forward(Inputs /*inputs*/, Matrix& output) const override {
    for (std::size_t i = 0; i < output.shape(0); ++i)
      for (std::size_t j = 0; j < output.shape(1); ++j) {
        const double angle = positions_[i] * columns_[j].rate;
        output(i, j) = static_cast<float>(columns_[j].cosine ? std::cos(angle) : std::sin(angle));
      }
  }

  void backward(Inputs /*inputs*/, const Matrix& /*output*/, const Matrix& /*gradient*/,
                Gradients /*gradients*/) const override {}

  [[nodiscard]] Explanation explain(const Context& context) const override {
    const Wave& wave = columns_[context.cell.column];
    const double position = positions_[context.cell.row];
    return {.formula = wave.cosine ? Formula::cosine : Formula::sine,
            .terms = {{{constant(position), constant(wave.rate)}, position * wave.rate}}};
  }

  [[nodiscard]] Block reach(Inputs /*inputs*/, const Matrix& /*output*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::vector<Factor> partial(const Context& /*context*/, InputCell /*cell*/) const override {
    return {};
  }
  [[nodiscard]] std::string python(Inputs /*inputs*/) const override { return {}; }

 private:
  std::vector<double> positions_;
  std::vector<Wave> columns_;
};

}  // namespace

OperationPointer waves(std::vector<double> positions, std::vector<Wave> columns) {
  return std::make_unique<WaveTable>(std::move(positions), std::move(columns));
}

}  // namespace attention::operations
