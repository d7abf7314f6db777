package org.gatehouse.valve;

import java.util.Map;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Counts by name in the form of JMX, which every console and collector of figures can read without our classes. */
final class CountTable {
    private static final String NAME = "name";
    private static final String COUNT = "count";

    private CountTable() {}

    static TabularData of(Map<String, Long> counts) {
        try {
            CompositeType row = new CompositeType(
                    COUNT,
                    "A count by name",
                    new String[] {NAME, COUNT},
                    new String[] {"what is counted", "how often it came"},
                    new OpenType<?>[] {SimpleType.STRING, SimpleType.LONG});
            TabularData table =
                    new TabularDataSupport(new TabularType("counts", "Counts by name", row, new String[] {NAME}));
            for (Map.Entry<String, Long> count : counts.entrySet()) {
                table.put(new CompositeDataSupport(row, Map.of(NAME, count.getKey(), COUNT, count.getValue())));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("The type of the rows is constant, and right", e);
        }
    }
}
