package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data of the attributes. */
class AttributeTest {
    static List<Attribute<?>> attributes() {
        return Attribute.all();
    }

    @Test
    void everyConstantIsAmongAllAttributes() {
        long constants = Stream.of(
                        Attribute.class, UserAttributes.class, AskingAttributes.class, FallbackAttributes.class)
                .flatMap(holder -> Arrays.stream(holder.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Attribute.class)
                .count();

        assertThat(Attribute.all()).doesNotHaveDuplicates().hasSize((int) constants);
        assertThat(Attribute.all()).extracting(Attribute::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("attributes")
    void everyAttributeIsFoundByItsVeryName(Attribute<?> attribute) {
        assertThat(Attribute.named(attribute.name())).containsSame(attribute);
        assertThat(Attribute.named(attribute.name() + "s")).isEmpty();
    }

    /** A row of a Markdown table is one line, and a bar ends its cell. */
    @ParameterizedTest
    @MethodSource("attributes")
    void everyAttributeHasARowForATable(Attribute<?> attribute) {
        AttributeRow row = attribute.row();

        assertThat(List.of(row.meaning(), row.consequence(), row.standard(), attribute.values()))
                .allSatisfy(cell -> assertThat(cell).isNotBlank().doesNotContain("|", "\n"));
        assertThat(row.meaning()).endsWith(".");
        assertThat(row.consequence()).endsWith(".");
    }
}
