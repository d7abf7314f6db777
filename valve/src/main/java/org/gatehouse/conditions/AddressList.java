package org.gatehouse.conditions;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.conditions.address.AddressTable;
import org.gatehouse.conditions.address.IpAddress;

/**
 * A list of addresses, each with its place in the file.
 *
 * @param line where the list begins
 */
record AddressList(int line, List<Entry> entries, AddressTable table) {
    AddressList {
        entries = List.copyOf(entries);
    }

    /** @param ranges of the entries, in their order */
    static AddressList of(int line, List<Entry> entries, List<AddressRange> ranges) {
        return new AddressList(line, entries, AddressTable.of(ranges));
    }

    /** The first entry that the address is in. */
    Optional<Entry> find(IpAddress address) {
        OptionalInt index = table.find(address);
        return index.isPresent() ? Optional.of(entries.get(index.getAsInt())) : Optional.empty();
    }
}
