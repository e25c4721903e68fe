package dev.chela.rpc.chat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits a page of messages into what a client can take: long texts are cut, and the oldest messages wait for the next page. */
final class HistoryBudget {
    private static final int MAX_BYTES = 6 * 1024 * 1024;
    /** Clients know a cut text by these words, and ask for the whole of it. */
    private static final String CUT = "\n...(truncated)...";

    private final int bytes;
    private final int chars;

    HistoryBudget(Optional<Integer> maxBytes, Optional<Integer> maxChars) {
        bytes = Math.min(MAX_BYTES, maxBytes.orElse(MAX_BYTES));
        chars = maxChars.orElse(Integer.MAX_VALUE);
    }

    /** The newest messages that fit, at least one. */
    List<Map<String, Object>> fit(List<Map<String, Object>> messages) {
        Deque<Map<String, Object>> kept = new ArrayDeque<>();
        long used = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            Map<String, Object> message = cut(messages.get(i));
            used += size(message);
            if (used > bytes && !kept.isEmpty()) {
                break;
            }
            kept.addFirst(message);
        }
        return List.copyOf(kept);
    }

    /** The message with its long texts cut. */
    Map<String, Object> cut(Map<String, Object> message) {
        if (chars == Integer.MAX_VALUE || !(message.get("content") instanceof List<?> blocks)) {
            return message;
        }
        List<Object> shorter = new ArrayList<>();
        blocks.forEach(block -> shorter.add(block instanceof Map<?, ?> map ? cutBlock(map) : block));
        Map<String, Object> copy = new LinkedHashMap<>(message);
        copy.put("content", shorter);
        return copy;
    }

    private Object cutBlock(Map<?, ?> block) {
        if (!(block.get("text") instanceof String text) || text.length() <= chars) {
            return block;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(block);
        copy.put("text", text.substring(0, chars) + CUT);
        return copy;
    }

    private static long size(Object value) {
        if (value instanceof String text) {
            return text.length() + 2L;
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().mapToLong(e -> size(e.getKey()) + size(e.getValue()) + 2).sum() + 2;
        }
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(HistoryBudget::size).sum() + list.size() + 2;
        }
        return 8;
    }
}
