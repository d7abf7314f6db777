package org.gatehouse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table of Markdown, and the figures in it. */
final class Table {
    private final List<String> lines = new ArrayList<>();

    Table(String... titles) {
        row(titles);
        String[] rules = new String[titles.length];
        Arrays.fill(rules, "---:");
        rules[0] = "---";
        row(rules);
    }

    void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The median of the rounds' own ratios: what disturbs a round disturbs both of its figures. */
    static double medianRatio(List<Double> dividends, List<Double> divisors) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < dividends.size(); round++) {
            ratios.add(dividends.get(round) / divisors.get(round));
        }
        return median(ratios);
    }

    static String figure(String format, double figure) {
        return String.format(Locale.ROOT, format, figure);
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
