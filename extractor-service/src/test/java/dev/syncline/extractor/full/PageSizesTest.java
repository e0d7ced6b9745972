package dev.syncline.extractor.full;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/// S52, S54: the names that operators know, and what outranks them.
class PageSizesTest {

    private static final TablePlan SILENT = TablePlan.full(new TableName("shop", "orders"), new TableName("shop", "orders"));

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withSystemProperties("spring.config.name=extractor-service")
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(PageSizes.class)
    static class Settings {}

    private static TablePlan saying(int pageSize) {
        return new TablePlan(
                SILENT.source(), SILENT.target(), SILENT.fullMode(), SILENT.fieldChanges(), SILENT.extraction(), SILENT.keyFields(), false, pageSize, SILENT.values(), SILENT.properties());
    }

    @Test
    void eachKindOfSourceHasItsOwnVariable() {
        service.withSystemProperties("ETL_SRC_MYSQL_PAGE_SIZE=7000", "ENGINE_IMPORT_FROM_PG_BATCH_FETCH_SIZE=9000").run(context -> {
            PageSizes sizes = context.getBean(PageSizes.class);
            assertThat(sizes.of(SILENT, new DatabaseKind("mysql"))).isEqualTo(7000);
            assertThat(sizes.of(SILENT, new DatabaseKind("postgresql"))).isEqualTo(9000);
            assertThat(sizes.of(SILENT, new DatabaseKind("another"))).isZero();
            assertThat(sizes.of(saying(0), new DatabaseKind("mysql"))).isZero();
            assertThat(sizes.of(saying(50), new DatabaseKind("mysql"))).isEqualTo(50);
        });
    }

    @Test
    void withoutThemATableIsReadInOneQuery() {
        service.run(context -> assertThat(context.getBean(PageSizes.class).of(SILENT, new DatabaseKind("mysql"))).isZero());
    }

    @Test
    void aNegativeSizeIsRefused() {
        service.withSystemProperties("ETL_SRC_MYSQL_PAGE_SIZE=-1").run(context -> assertThat(context).hasFailed());
    }
}
