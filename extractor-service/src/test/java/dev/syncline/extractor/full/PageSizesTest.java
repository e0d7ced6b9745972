package dev.syncline.extractor.full;

import java.util.Map;

import dev.syncline.contracts.connection.ConnectionSettings;
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

    private static ConnectionSettings connection(String kind, Map<String, String> options) {
        return new ConnectionSettings(1, "shop", 1, new DatabaseKind(kind), "db", 3306, null, "me", "", options, false);
    }

    private static TablePlan saying(int pageSize) {
        return new TablePlan(
                SILENT.source(), SILENT.target(), SILENT.fullMode(), SILENT.fieldChanges(), SILENT.extraction(), SILENT.keyFields(), false, pageSize, SILENT.values(), SILENT.properties());
    }

    @Test
    void eachKindOfSourceHasItsOwnVariable() {
        service.withSystemProperties("ETL_SRC_MYSQL_PAGE_SIZE=7000", "ENGINE_IMPORT_FROM_PG_BATCH_FETCH_SIZE=9000").run(context -> {
            PageSizes sizes = context.getBean(PageSizes.class);
            assertThat(sizes.of(SILENT, connection("mysql", Map.of()))).isEqualTo(7000);
            assertThat(sizes.of(SILENT, connection("postgresql", Map.of()))).isEqualTo(9000);
            assertThat(sizes.of(SILENT, connection("another", Map.of()))).isZero();
            assertThat(sizes.of(saying(0), connection("mysql", Map.of()))).isZero();
            assertThat(sizes.of(saying(50), connection("mysql", Map.of()))).isEqualTo(50);
        });
    }

    @Test
    void aConnectionOutranksThemAndTheProjectOutranksTheConnection() {
        service.withSystemProperties("ETL_SRC_MYSQL_PAGE_SIZE=7000").run(context -> {
            PageSizes sizes = context.getBean(PageSizes.class);
            assertThat(sizes.of(SILENT, connection("mysql", Map.of("pageSize", "20")))).isEqualTo(20);
            assertThat(sizes.of(SILENT, connection("mysql", Map.of("pageSize", "0")))).isZero();
            assertThat(sizes.of(SILENT, connection("mysql", Map.of("pageSize", "")))).isEqualTo(7000);
            assertThat(sizes.of(saying(50), connection("mysql", Map.of("pageSize", "20")))).isEqualTo(50);
        });
    }

    @Test
    void withoutThemATableIsReadInOneQuery() {
        service.run(context -> assertThat(context.getBean(PageSizes.class).of(SILENT, connection("mysql", Map.of()))).isZero());
    }

    @Test
    void aNegativeSizeIsRefused() {
        service.withSystemProperties("ETL_SRC_MYSQL_PAGE_SIZE=-1").run(context -> assertThat(context).hasFailed());
    }
}
