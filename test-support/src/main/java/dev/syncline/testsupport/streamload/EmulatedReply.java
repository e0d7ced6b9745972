package dev.syncline.testsupport.streamload;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The JSON that ends a load, with the keys of each product.
final class EmulatedReply {

    private final Product product;
    private final EmulatedTableName table;
    private final String label;
    private final Instant began;
    private long transaction = -1;
    private long total;
    private long filtered;
    private long bytes;
    private @Nullable String errorUrl;
    private @Nullable String firstError;

    EmulatedReply(Product product, EmulatedTableName table, String label, Instant began) {
        this.product = product;
        this.table = table;
        this.label = label;
        this.began = began;
    }

    void counted(long transactionId, Rows rows, long length) {
        transaction = transactionId;
        total = rows.total();
        filtered = rows.filtered();
        bytes = length;
    }

    void withErrorUrl(String url, @Nullable String first) {
        errorUrl = url;
        firstError = first;
    }

    HttpReply succeeded() {
        return reply("Success", null, "OK", total - filtered);
    }

    HttpReply publishTimeout() {
        String message = switch (product) {
            case DORIS -> "transaction commit successfully, BUT data will be visible later";
            case STARROCKS -> "Publish timeout. The data will be visible after a while, ";
        };
        return reply("Publish Timeout", null, message, total - filtered);
    }

    HttpReply failed(@Nullable String message) {
        return reply("Fail", null, message == null ? "" : message, product == Product.DORIS ? 0 : total - filtered);
    }

    HttpReply labelExists(Labels.Taken taken) {
        return reply("Label Already Exists", taken.load().state().ofExistingJob(), String.valueOf(taken.getMessage()), 0);
    }

    private HttpReply reply(String status, @Nullable String existingJob, String message, long loaded) {
        long millis = Duration.between(began, Instant.now()).toMillis();
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("TxnId", transaction);
        reply.put("Label", label);
        if (product == Product.DORIS) {
            reply.put("Comment", "");
            reply.put("TwoPhaseCommit", "false");
        } else {
            reply.put("Db", table.database());
            reply.put("Table", table.table());
        }
        reply.put("Status", status);
        if (existingJob != null) {
            reply.put("ExistingJobStatus", existingJob);
        }
        reply.put("Message", message);
        reply.put("NumberTotalRows", total);
        reply.put("NumberLoadedRows", loaded);
        reply.put("NumberFilteredRows", filtered);
        reply.put("NumberUnselectedRows", 0);
        reply.put("LoadBytes", bytes);
        reply.put("LoadTimeMs", millis);
        reply.put("BeginTxnTimeMs", 0);
        reply.put(product == Product.DORIS ? "StreamLoadPutTimeMs" : "StreamLoadPlanTimeMs", 0);
        reply.put("ReadDataTimeMs", 0);
        reply.put("WriteDataTimeMs", millis);
        reply.put("CommitAndPublishTimeMs", 0);
        if (errorUrl != null) {
            reply.put("ErrorURL", errorUrl);
        }
        if (firstError != null && product == Product.DORIS) {
            reply.put("FirstErrorMsg", firstError);
        }
        return HttpReply.json(reply);
    }
}
