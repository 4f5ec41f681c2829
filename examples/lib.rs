//! Programs that use kfrules; run one with `cargo run -p kfrules-examples --example gate`.
