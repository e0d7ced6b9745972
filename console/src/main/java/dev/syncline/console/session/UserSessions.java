package dev.syncline.console.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import dev.syncline.console.access.Callers;
import dev.syncline.console.access.Secrets;
import dev.syncline.console.user.Account;
import dev.syncline.contracts.text.Printable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/// The sessions of users, which all consoles share.
@Component
public class UserSessions {

    private static final String ADDRESS = "address";
    private static final String BROWSER = "browser";
    private static final int LONGEST = 200;
    private static final int HANDLE = 16;

    private final FindByIndexNameSessionRepository<? extends Session> repository;

    UserSessions(FindByIndexNameSessionRepository<? extends Session> repository) {
        this.repository = repository;
    }

    /// @param id by which it can be ended, and nothing else
    /// @param address from which it was opened
    /// @param browser as it has named itself
    /// @param current whether it is the one that asks
    record Shown(String id, Instant openedAt, Instant usedAt, @Nullable String address, @Nullable String browser, boolean current) {}

    /// A new session for somebody who has shown who it is; one that is open is ended.
    public void open(HttpServletRequest request, Account account) {
        HttpSession former = request.getSession(false);
        if (former != null) {
            former.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(Callers.ACCOUNT, account.id());
        session.setAttribute(FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, Long.toString(account.id()));
        session.setAttribute(ADDRESS, request.getRemoteAddr());
        String browser = request.getHeader(HttpHeaders.USER_AGENT);
        if (browser != null) {
            session.setAttribute(BROWSER, Printable.cut(Printable.line(browser), LONGEST));
        }
    }

    /// @param own the session that asks
    List<Shown> of(long account, String own) {
        return repository.findByPrincipalName(Long.toString(account)).values().stream()
                .map(session -> new Shown(
                        handle(session.getId()), session.getCreationTime(), session.getLastAccessedTime(), session.getAttribute(ADDRESS), session.getAttribute(BROWSER),
                        session.getId().equals(own)))
                .sorted(Comparator.comparing(Shown::usedAt).reversed())
                .toList();
    }

    /// @return whether the user has such a session
    boolean end(long account, String handle) {
        List<String> found = repository.findByPrincipalName(Long.toString(account)).keySet().stream().filter(id -> handle(id).equals(handle)).toList();
        found.forEach(repository::deleteById);
        return !found.isEmpty();
    }

    void endOthers(long account, String own) {
        repository.findByPrincipalName(Long.toString(account)).keySet().stream().filter(id -> !id.equals(own)).forEach(repository::deleteById);
    }

    /// A session's own id is what opens it.
    private static String handle(String id) {
        return HexFormat.of().formatHex(Secrets.hash(id), 0, HANDLE);
    }
}
