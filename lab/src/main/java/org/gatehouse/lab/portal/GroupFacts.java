package org.gatehouse.lab.portal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.portal.Fact.Line;

/**
 * What the portal tells of groups, by the names that the directory has for them.
 *
 * @param names by SIDs
 */
record GroupFacts(Map<String, String> names) {
    /** More groups are shown on demand. */
    private static final int AT_ONCE = 20;

    GroupFacts {
        names = Map.copyOf(names);
    }

    Fact of(List<String> sids) {
        List<String> chips = sids.stream()
                .map(sid -> "<span class=\"chip\">" + Html.escape(named(sid)) + "</span>")
                .toList();
        String first = String.join("", chips.subList(0, Math.min(AT_ONCE, chips.size())));
        String rest = chips.size() <= AT_ONCE
                ? ""
                : onDemand((chips.size() - AT_ONCE) + " more", String.join("", chips.subList(AT_ONCE, chips.size())));
        String list = sids.stream()
                .map(sid -> "<li>" + Html.escape(named(sid)) + " <code>" + Html.escape(sid) + "</code></li>")
                .collect(Collectors.joining());
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("groups", sids.stream().map(this::named).collect(Collectors.joining(", "))));
        sids.forEach(sid -> lines.add(new Line("sid", withName(sid))));
        return new Fact("Groups", first + rest + onDemand("SIDs", "<ul>" + list + "</ul>"), lines);
    }

    String named(String sid) {
        return names.getOrDefault(sid, sid);
    }

    String withName(String sid) {
        return names.containsKey(sid) ? named(sid) + " " + sid : sid;
    }

    private static String onDemand(String summary, String content) {
        return "<details><summary>" + Html.escape(summary) + "</summary>" + content + "</details>";
    }
}
