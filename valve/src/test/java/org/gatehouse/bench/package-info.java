/**
 * How fast it is: benchmarks that {@code lab-scripts/bench.sh} runs, and no test. Everything is measured beside what it is
 * compared with, in turns within one run, since only such ratios mean something on a machine that has other work to do.
 */
@NullMarked
package org.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
