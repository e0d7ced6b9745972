package dev.syncline.dialect.streamload;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadReplyTest {

    @Test
    void whatIsCommittedIsSoWhetherItIsSeenOrNot() {
        LoadReply success = LoadReply.of(Map.of("Status", "Success", "NumberLoadedRows", 3, "NumberFilteredRows", 0L));
        LoadReply unseen = LoadReply.of(Map.of("Status", "Publish Timeout"));

        assertThat(success.isCommitted()).isTrue();
        assertThat(success.isUnseen()).isFalse();
        assertThat(success.loaded()).isEqualTo(3);
        assertThat(unseen.isCommitted()).isTrue();
        assertThat(unseen.isUnseen()).isTrue();
    }

    @Test
    void aLabelThatIsKnownIsNoCommit() {
        LoadReply known = LoadReply.of(Map.of("Status", "Label Already Exists", "ExistingJobStatus", "RUNNING"));

        assertThat(known.isKnown()).isTrue();
        assertThat(known.isCommitted()).isFalse();
    }

    @Test
    void aFailureSaysWhyAndWhere() {
        LoadReply fail = LoadReply.of(Map.of(
                "Status", "Fail", "Message", "too many filtered rows", "NumberTotalRows", 5, "NumberLoadedRows", 0, "NumberFilteredRows", 2, "ErrorURL", "http://be:8040/api/_load_error_log"));

        assertThat(fail.isCommitted()).isFalse();
        assertThat(fail.isKnown()).isFalse();
        assertThat(fail.message()).isEqualTo("too many filtered rows");
        assertThat(fail.filtered()).isEqualTo(2);
        assertThat(fail.rowsRefused()).isEqualTo("http://be:8040/api/_load_error_log");
    }

    /// Doris writes `status` and `msg` where it has not looked at the load yet, StarRocks `Status` and `Message`.
    @Test
    void bothSpellingsAreRead() {
        assertThat(LoadReply.of(Map.of("status", "FAILED", "msg", "Access denied.")).message()).isEqualTo("Access denied.");
        assertThat(LoadReply.of(Map.of("Status", "FAILED", "Message", "There is no 100-continue header")).message()).isEqualTo("There is no 100-continue header");
    }

    @Test
    void anAnswerWithoutAnythingIsNoSuccess() {
        LoadReply empty = LoadReply.of(Map.of());

        assertThat(empty.isCommitted()).isFalse();
        assertThat(empty.isKnown()).isFalse();
        assertThat(empty.loaded()).isZero();
        assertThat(LoadReply.of(Map.of("NumberLoadedRows", "3")).loaded()).isZero();
    }
}
