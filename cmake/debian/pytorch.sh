# PyTorch, for the test of the scripts that the command writes for it. Sourced by fetch.sh.
say "fetching PyTorch (about 130 MB)"
python=/usr/bin/python3
[ -x $python ] || python=$root$python
apt_with_needs python3-torch
say "unpacking it"
apt_unpack "$root" --exclude=./usr/share/doc --exclude=./usr/share/icons --exclude=./usr/lib/libtorch-test
# Which BLAS a system uses is for root to choose; here it is the one that came along.
libraries=$root/usr/lib/$multiarch
wrap python3 "$python" "export LD_LIBRARY_PATH=\"\$LD_LIBRARY_PATH:$root/usr/lib:$libraries/blas:$libraries/lapack\" PYTHONPATH=\"$root/usr/lib/python3/dist-packages\""
"$folder/bin/python3" -c 'import torch; torch.softmax(torch.tensor([1., 2.]), 0)' || fail "PyTorch was fetched but does not work"
