#pragma once

#include <functional>
#include <vector>

#include "tensor.hpp"

/// Attention once more: naive loops in double precision that share no code with the library. What the two agree on is
/// right or wrong twice.
namespace reference {

using Row = std::vector<double>;
using Table = std::vector<Row>;

Table table(const attention::Matrix& matrix);

double dot(const Row& x, const Row& y);
/// x W^T + b; an empty b counts as zeros.
Table linear(const Table& x, const Table& w, const Row& b = {});
Table transpose(const Table& x);
Row softmax(const Row& x, const std::vector<bool>& visible, double temperature = 1.0);

using Pair = std::function<double(const Row& query, const Row& key)>;
Table scores(const Table& queries, const Table& keys, const Pair& score);
double additive(const Row& q, const Row& k, const Row& v, const Row& b = {});
double cosine(const Row& q, const Row& k, double beta);

using Visible = std::vector<std::vector<bool>>;
Visible all_visible(std::size_t n, std::size_t m);

struct Attention {
  Table weights;
  Table output;
};
Attention attend(const Table& scores, const Table& values, const Visible& visible, double temperature = 1.0);

/// One step of torch.nn.GRUCell (no biases).
Row gru(const Row& x, const Row& h, const Table& weight_ih, const Table& weight_hh);
/// One step of the unit of Bahdanau et al. 2015; the rows of weight_ih are r, z, candidate, those of weight_hh r, z.
Row gated(const Row& x, const Row& h, const Table& weight_ih, const Table& weight_hh, const Table& candidate_hh);

Row join(const Row& left, const Row& right);
Row sum(const Row& left, const Row& right);
Row layer_norm(const Row& x, const Row& weight, const Row& bias, double epsilon = 1e-5);
double gelu(double x);

}  // namespace reference
