/* The loops of the columnar executor. Each function is what its namesake in plain.py is, faster; see there for what
   it takes and gives. Arrays come as buffers, results are written into arrays that the caller made.

   Arithmetic follows Whoosh's own order of operations, so compile without contraction of floating-point expressions. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define MAX_ARGUMENTS 12
#define K1_AND_ONE (1.2 + 1) /* Whoosh's BM25F */

/* The arguments of one call: buffers are held until `done`. */
typedef struct {
    PyObject *const *values;
    Py_buffer held[MAX_ARGUMENTS];
    int count;
    int failed;
} Call;

static void *buffer(Call *call, int at, Py_ssize_t *items)
{
    Py_buffer *view = &call->held[call->count];
    if (call->failed || call->values[at] == Py_None) {
        if (items) *items = 0;
        return NULL;
    }
    if (PyObject_GetBuffer(call->values[at], view, PyBUF_SIMPLE) < 0) {
        call->failed = 1;
        return NULL;
    }
    call->count++;
    if (items) *items = view->len;
    return view->buf;
}

static int64_t integer(Call *call, int at)
{
    int64_t value = call->failed ? 0 : PyLong_AsLongLong(call->values[at]);
    if (value == -1 && PyErr_Occurred()) call->failed = 1;
    return value;
}

static double number(Call *call, int at)
{
    double value = call->failed ? 0 : PyFloat_AsDouble(call->values[at]);
    if (value == -1.0 && PyErr_Occurred()) call->failed = 1;
    return value;
}

static PyObject *done(Call *call, int64_t result)
{
    while (call->count > 0) PyBuffer_Release(&call->held[--call->count]);
    return call->failed ? NULL : PyLong_FromLongLong(result);
}

#define BEGIN(name, arguments)                                                                   \
    Call call = {values, {{0}}, 0, 0};                                                           \
    if (count != (arguments)) {                                                                  \
        PyErr_Format(PyExc_TypeError, "%s takes %d arguments, not %zd", name, arguments, count); \
        return NULL;                                                                             \
    }

static inline uint32_t narrow(const uint8_t *at, int width)
{
    uint16_t two;
    uint32_t four;
    switch (width) {
    case 0: return 1;
    case 1: return *at;
    case 2: memcpy(&two, at, 2); return two;
    default: memcpy(&four, at, 4); return four;
    }
}

static const int WIDTHS[] = {0, 1, 2, 4};

/* The place of a string in a sorted table, or ~ the place where it would stand. */
static int64_t place_of(const char *content, const uint32_t *offsets, int64_t size, const char *key, Py_ssize_t length)
{
    int64_t low = 0, high = size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        Py_ssize_t other = (Py_ssize_t)offsets[middle + 1] - offsets[middle] - 1;
        int order = memcmp(content + offsets[middle], key, other < length ? other : length);
        if (order == 0 && other == length) return middle;
        if (order < 0 || (order == 0 && other < length))
            low = middle + 1;
        else
            high = middle;
    }
    return ~low;
}

/* find(content, offsets, key) */
static PyObject *find(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("find", 3)
    Py_ssize_t size, length;
    const char *content = buffer(&call, 0, NULL);
    const uint32_t *offsets = buffer(&call, 1, &size);
    const char *key = buffer(&call, 2, &length);
    if (call.failed) return done(&call, 0);
    return done(&call, place_of(content, offsets, size / 4 - 1, key, length));
}

/* place(numbers, wanted) */
static PyObject *place(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("place", 2)
    Py_ssize_t size;
    const uint32_t *numbers = buffer(&call, 0, &size);
    int64_t wanted = integer(&call, 1), low = 0, high = size / 4;
    if (call.failed) return done(&call, 0);
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (numbers[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return done(&call, low < size / 4 && numbers[low] == wanted ? low : -1);
}

/* matched(content, offsets, other_content, other_offsets, out): find for every string of another table */
static PyObject *matched(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("matched", 5)
    Py_ssize_t size, others;
    const char *content = buffer(&call, 0, NULL);
    const uint32_t *offsets = buffer(&call, 1, &size);
    const char *other = buffer(&call, 2, NULL);
    const uint32_t *at = buffer(&call, 3, &others);
    int64_t *out = buffer(&call, 4, NULL);
    if (call.failed) return done(&call, 0);
    for (int64_t i = 0; i < others / 4 - 1; i++)
        out[i] = place_of(content, offsets, size / 4 - 1, other + at[i], (Py_ssize_t)at[i + 1] - at[i] - 1);
    return done(&call, others / 4 - 1);
}

/* documents(content, at, count, code, out) */
static PyObject *documents(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("documents", 5)
    const uint8_t *gaps = buffer(&call, 0, NULL);
    int64_t at = integer(&call, 1), items = integer(&call, 2);
    int width = WIDTHS[integer(&call, 3) & 3];
    int32_t *out = buffer(&call, 4, NULL);
    if (call.failed) return done(&call, 0);
    gaps += at;
    int32_t document = 0;
    for (int64_t i = 0; i < items; i++) out[i] = document += narrow(gaps + i * width, width);
    return done(&call, items);
}

/* marked(content, at, wide, counts, codes, numbers, mask): sets the documents of several lists in a mask; `wide` is
   the item size of `at` */
static PyObject *marked(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("marked", 7)
    Py_ssize_t n;
    const uint8_t *content = buffer(&call, 0, NULL);
    const void *at = buffer(&call, 1, NULL);
    int64_t wide = integer(&call, 2);
    const uint32_t *counts = buffer(&call, 3, NULL);
    const uint8_t *codes = buffer(&call, 4, NULL);
    const int64_t *numbers = buffer(&call, 5, &n);
    uint8_t *mask = buffer(&call, 6, NULL);
    if (call.failed) return done(&call, 0);
    for (int64_t i = 0; i < n / 8; i++) {
        int64_t list = numbers[i];
        const uint8_t *gaps = content + (wide == 8 ? (int64_t)((const uint64_t *)at)[list] : ((const uint32_t *)at)[list]);
        int width = WIDTHS[codes[list] & 3];
        int64_t document = 0;
        for (uint32_t j = 0; j < counts[list]; j++) mask[document += narrow(gaps + (int64_t)j * width, width)] = 1;
    }
    return done(&call, n / 8);
}

/* scored(content, at, count, code, lengths, norms, idf, boost, within, out_documents, out_scores) */
static PyObject *scored(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("scored", 11)
    Py_ssize_t some;
    const uint8_t *gaps = buffer(&call, 0, NULL);
    int64_t at = integer(&call, 1), items = integer(&call, 2), code = integer(&call, 3);
    const uint8_t *lengths = buffer(&call, 4, NULL);
    const double *norms = buffer(&call, 5, NULL);
    double idf = number(&call, 6), boost = number(&call, 7);
    const int32_t *within = buffer(&call, 8, &some);
    int32_t *out = buffer(&call, 9, NULL);
    double *scores = buffer(&call, 10, NULL);
    if (call.failed) return done(&call, 0);
    int gap = WIDTHS[code & 3], wide = WIDTHS[code >> 2 & 3];
    gaps += at;
    const uint8_t *frequencies = gaps + items * gap;
    int32_t document = 0;
    int64_t found = 0, next = 0;
    some /= 4;
    for (int64_t i = 0; i < items; i++) {
        document += narrow(gaps + i * gap, gap);
        if (within) {
            while (next < some && within[next] < document) next++;
            if (next == some) break;
            if (within[next] != document) continue;
        }
        double frequency = narrow(frequencies + i * wide, wide);
        out[found] = document;
        scores[found++] = idf * ((frequency * K1_AND_ONE) / (frequency + norms[lengths[document]])) * boost;
    }
    return done(&call, found);
}

/* united(a, a_scores, b, b_scores, is_maximum, out, out_scores) */
static PyObject *united(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("united", 7)
    Py_ssize_t m, n;
    const int32_t *a = buffer(&call, 0, &m);
    const double *x = buffer(&call, 1, NULL);
    const int32_t *b = buffer(&call, 2, &n);
    const double *y = buffer(&call, 3, NULL);
    int is_maximum = (int)integer(&call, 4);
    int32_t *out = buffer(&call, 5, NULL);
    double *scores = buffer(&call, 6, NULL);
    if (call.failed) return done(&call, 0);
    m /= 4, n /= 4;
    int64_t i = 0, j = 0, found = 0;
    while (i < m && j < n) {
        int32_t left = a[i], right = b[j];
        int first = left <= right, second = right <= left;
        double one = first ? x[i] : 0, other = second ? y[j] : 0;
        out[found] = first ? left : right;
        scores[found++] = first && second && is_maximum ? (one > other ? one : other) : one + other;
        i += first, j += second;
    }
    for (; i < m; i++) out[found] = a[i], scores[found++] = x[i];
    for (; j < n; j++) out[found] = b[j], scores[found++] = y[j];
    return done(&call, found);
}

/* common(a, b, out): the places in a of what is also in b; both ascending */
static PyObject *common(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("common", 3)
    Py_ssize_t m, n;
    const int32_t *a = buffer(&call, 0, &m);
    const int32_t *b = buffer(&call, 1, &n);
    int32_t *out = buffer(&call, 2, NULL);
    if (call.failed) return done(&call, 0);
    m /= 4, n /= 4;
    int64_t j = 0, found = 0;
    for (int64_t i = 0; i < m && j < n; i++) {
        while (j < n && b[j] < a[i]) j++;
        if (j < n && b[j] == a[i]) out[found++] = (int32_t)i;
    }
    return done(&call, found);
}

/* allowed(documents, mask, out): the places of the documents that the mask holds */
static PyObject *allowed(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("allowed", 3)
    Py_ssize_t n;
    const int32_t *of = buffer(&call, 0, &n);
    const uint8_t *mask = buffer(&call, 1, NULL);
    int32_t *out = buffer(&call, 2, NULL);
    if (call.failed) return done(&call, 0);
    int64_t found = 0;
    for (int64_t i = 0; i < n / 4; i++) {
        out[found] = (int32_t)i;
        found += mask[of[i]];
    }
    return done(&call, found);
}

/* best(keys, documents, ranks, count, out): places of the highest keys, ties by lowest rank, best first */
typedef struct { const double *keys; const int32_t *documents, *ranks; } Order;

static inline int worse(const Order *order, int32_t a, int32_t b)
{
    if (order->keys[a] != order->keys[b]) return order->keys[a] < order->keys[b];
    return order->ranks[order->documents[a]] > order->ranks[order->documents[b]];
}

static void sink(const Order *order, int32_t *heap, int64_t size, int64_t at)
{
    int32_t moved = heap[at];
    for (int64_t child; (child = 2 * at + 1) < size; at = child) {
        if (child + 1 < size && worse(order, heap[child + 1], heap[child])) child++;
        if (!worse(order, heap[child], moved)) break;
        heap[at] = heap[child];
    }
    heap[at] = moved;
}

static PyObject *best(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("best", 5)
    Py_ssize_t n;
    Order order = {buffer(&call, 0, NULL), buffer(&call, 1, &n), buffer(&call, 2, NULL)};
    int64_t wanted = integer(&call, 3);
    int32_t *heap = buffer(&call, 4, NULL);
    if (call.failed) return done(&call, 0);
    n /= 4;
    int64_t size = wanted < n ? wanted : n;
    for (int64_t i = 0; i < size; i++) heap[i] = (int32_t)i;
    for (int64_t i = size / 2 - 1; i >= 0; i--) sink(&order, heap, size, i);
    for (int64_t i = size; i < n && size > 0; i++)
        if (order.keys[i] >= order.keys[heap[0]] && worse(&order, heap[0], (int32_t)i)) {
            heap[0] = (int32_t)i;
            sink(&order, heap, size, 0);
        }
    for (int64_t last = size - 1; last > 0; last--) {
        int32_t worst = heap[0];
        heap[0] = heap[last];
        heap[last] = worst;
        sink(&order, heap, last, 0);
    }
    return done(&call, size);
}

/* tally(documents, first, ordinals, width, renumbered, counts, touched, known): documents without a value, and in
   touched[0] how many ordinals have been counted so far */
static inline int64_t add(int64_t ordinal, const int32_t *renumbered, int32_t *counts, int32_t *touched, int64_t known)
{
    int32_t number = renumbered ? renumbered[ordinal] : (int32_t)ordinal;
    touched[known] = number;
    return known + (counts[number]++ == 0);
}

static PyObject *tally(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("tally", 8)
    Py_ssize_t n;
    const int32_t *of = buffer(&call, 0, &n);
    const uint32_t *first = buffer(&call, 1, NULL);
    const uint8_t *ordinals = buffer(&call, 2, NULL);
    int64_t width = integer(&call, 3), none = integer(&call, 4), missing = 0;
    const int32_t *renumbered = buffer(&call, 5, NULL);
    int32_t *counts = buffer(&call, 6, NULL), *touched = buffer(&call, 7, NULL);
    if (call.failed) return done(&call, 0);
    int64_t known = touched[0];
    touched++;
    n /= 4;
#define EACH_VALUE(type)                                                                              \
    for (int64_t i = 0; i < n; i++) {                                                                 \
        if (first) {                                                                                  \
            uint32_t at = first[of[i]], end = first[of[i] + 1];                                       \
            missing += at == end;                                                                     \
            for (; at < end; at++) known = add(((const type *)ordinals)[at], renumbered, counts, touched, known); \
        } else {                                                                                      \
            int64_t ordinal = ((const type *)ordinals)[of[i]];                                        \
            if (ordinal == none) missing++;                                                           \
            else known = add(ordinal, renumbered, counts, touched, known);                            \
        }                                                                                             \
    }
    if (width == 1) { EACH_VALUE(uint8_t) }
    else if (width == 2) { EACH_VALUE(uint16_t) }
    else { EACH_VALUE(uint32_t) }
    touched[-1] = (int32_t)known;
    return done(&call, missing);
}

/* places(content, at, count, code, within, out): document << 32 | position of each occurrence in those documents */
static PyObject *places(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("places", 6)
    Py_ssize_t some;
    const uint8_t *gaps = buffer(&call, 0, NULL);
    int64_t at = integer(&call, 1), items = integer(&call, 2), code = integer(&call, 3);
    const int32_t *within = buffer(&call, 4, &some);
    int64_t *out = buffer(&call, 5, NULL);
    if (call.failed) return done(&call, 0);
    int gap = WIDTHS[code & 3], wide = WIDTHS[code >> 2 & 3], place = WIDTHS[code >> 4 & 3];
    gaps += at;
    const uint8_t *frequencies = gaps + items * gap, *positions = frequencies + items * wide;
    int64_t document = 0, found = 0, next = 0;
    some /= 4;
    for (int64_t i = 0; i < items && next < some; i++) {
        document += narrow(gaps + i * gap, gap);
        uint32_t frequency = narrow(frequencies + i * wide, wide);
        while (next < some && within[next] < document) next++;
        if (next < some && within[next] == document)
            for (uint32_t j = 0; j < frequency; j++)
                out[found++] = document << 32 | narrow(positions + (int64_t)j * place, place);
        positions += (int64_t)frequency * place;
    }
    return done(&call, found);
}

/* followed(a, b, step, out): those of a of which a + step is in b; both ascending */
static PyObject *followed(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("followed", 4)
    Py_ssize_t m, n;
    const int64_t *a = buffer(&call, 0, &m);
    const int64_t *b = buffer(&call, 1, &n);
    int64_t step = integer(&call, 2);
    int64_t *out = buffer(&call, 3, NULL);
    if (call.failed) return done(&call, 0);
    m /= 8, n /= 8;
    int64_t j = 0, found = 0;
    for (int64_t i = 0; i < m; i++) {
        while (j < n && b[j] < a[i] + step) j++;
        if (j == n) break;
        if (b[j] == a[i] + step) out[found++] = a[i];
    }
    return done(&call, found);
}

/* alike(content, offsets, word, distance, out): numbers of the strings within so many edits of a word (UTF-32),
   by optimal string alignment, row by row over the letters; rows of a prefix that strings share are kept */
#define LONGEST 80
#define FAR 1000

static int letters(const uint8_t *at, const uint8_t *end, uint32_t *out, int *ends)
{
    const uint8_t *begin = at;
    int n = 0;
    while (at < end && n < LONGEST) {
        uint32_t letter = *at++;
        int more = letter >= 0xf0 ? 3 : letter >= 0xe0 ? 2 : letter >= 0xc0 ? 1 : 0;
        if (more) letter &= 0x3f >> more;
        while (more-- && at < end) letter = letter << 6 | (*at++ & 0x3f);
        out[n] = letter;
        ends[n++] = (int)(at - begin);
    }
    return n;
}

/* Only the cells are computed that so many edits can reach: |row - column| <= distance. */
static int next_row(int (*rows)[LONGEST + 1], const uint32_t *term, int at, const uint32_t *word, int n, int distance)
{
    int *row = rows[at + 1], *above = rows[at];
    int first = at + 1 - distance, last = at + 1 + distance, least = FAR;
    if (first < 1) {
        first = 1;
        least = at + 1;
    }
    if (last > n) last = n;
    row[0] = at + 1;
    if (first > 1) row[first - 1] = FAR;
    if (last < n) row[last + 1] = FAR;
    for (int j = first - 1; j < last; j++) {
        int cost = above[j] + (term[at] != word[j]);
        if (row[j] + 1 < cost) cost = row[j] + 1;
        if (above[j + 1] + 1 < cost) cost = above[j + 1] + 1;
        if (at && j && term[at] == word[j - 1] && term[at - 1] == word[j] && rows[at - 1][j - 1] + 1 < cost)
            cost = rows[at - 1][j - 1] + 1;
        row[j + 1] = cost;
        if (cost < least) least = cost;
    }
    return least;
}

static PyObject *alike(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("alike", 5)
    Py_ssize_t size, n;
    const uint8_t *content = buffer(&call, 0, NULL);
    const uint32_t *offsets = buffer(&call, 1, &size);
    const uint32_t *word = buffer(&call, 2, &n);
    int distance = (int)integer(&call, 3);
    int32_t *out = buffer(&call, 4, NULL);
    if (call.failed) return done(&call, 0);
    int rows[LONGEST + 1][LONGEST + 1], least[LONGEST + 1], ends[LONGEST];
    uint32_t term[LONGEST], last[LONGEST];
    int known = 0; /* rows that hold for the letters in `last` */
    const uint8_t *lost = NULL; /* a beginning with which no string is near enough, and its length in bytes */
    int lost_bytes = 0;
    int64_t found = 0, strings = size / 4 - 1;
    n /= 4;
    for (int j = 0; j <= n; j++) rows[0][j] = j;
    for (int64_t i = 0; i < strings; i++) {
        const uint8_t *string = content + offsets[i], *end = content + offsets[i + 1] - 1;
        if (lost && end - string >= lost_bytes && memcmp(string, lost, lost_bytes) == 0) continue;
        int length = letters(string, end, term, ends);
        int at = 0;
        while (at < known && at < length && term[at] == last[at]) at++;
        int dead = at >= 2 && least[at - 1] > distance && least[at - 2] > distance;
        while (!dead && at < length) {
            least[at] = next_row(rows, term, at, word, (int)n, distance);
            last[at] = term[at];
            at++;
            dead = at >= 2 && least[at - 1] > distance && least[at - 2] > distance;
        }
        known = at;
        lost = dead ? string : NULL;
        lost_bytes = dead ? ends[at - 1] : 0;
        int is_near = !dead && length - n <= distance && n - length <= distance;
        if (is_near && rows[length][n] <= distance) out[found++] = (int32_t)i;
    }
    return done(&call, found);
}

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {ENTRY(find), ENTRY(place), ENTRY(matched), ENTRY(documents), ENTRY(marked), ENTRY(scored), ENTRY(united), ENTRY(common),
                                ENTRY(allowed), ENTRY(best), ENTRY(tally), ENTRY(places), ENTRY(followed),
                                ENTRY(alike), {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_kernel", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModule_Create(&module); }
