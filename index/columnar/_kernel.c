/* The loops of the columnar executor. Each function is what its namesake in plain.py is, faster; see there for what
   it takes and gives. Arrays come as buffers, results are written into arrays that the caller made.

   Arithmetic follows Whoosh's own order of operations, so compile without contraction of floating-point expressions. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "_call.h"

#define REVISION 16 /* as in plain.py */
#define K1_AND_ONE (1.2 + 1) /* Whoosh's BM25F */

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

/* A file that was damaged after it was written must not lead outside of its arrays. */
static PyObject *damaged(Call *call)
{
    while (call->count > 0) PyBuffer_Release(&call->held[--call->count]);
    PyErr_SetString(PyExc_IndexError, "a column leads outside of its arrays");
    return NULL;
}

/* Lets go of the buffers; 0, or -1 where something failed. */
static int ended(Call *call)
{
    while (call->count > 0) PyBuffer_Release(&call->held[--call->count]);
    return call->failed ? -1 : 0;
}

#define BEGIN_TREE Call call = {((PyTupleObject *)tree)->ob_item, {{0}}, 0, 0};

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

/* The place of a string in a sorted table, or ~ the place where it would stand. */
#define OUTSIDE INT64_MIN

static int64_t place_of(const char *content, Py_ssize_t bytes, const uint32_t *offsets, int64_t size, const char *key,
                        Py_ssize_t length)
{
    int64_t low = 0, high = size;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (offsets[middle] >= offsets[middle + 1] || offsets[middle + 1] > bytes) return OUTSIDE;
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
    Py_ssize_t bytes, size, length;
    const char *content = buffer(&call, 0, &bytes);
    const uint32_t *offsets = buffer(&call, 1, &size);
    const char *key = buffer(&call, 2, &length);
    if (call.failed) return done(&call, 0);
    int64_t found = place_of(content, bytes, offsets, size / 4 - 1, key, length);
    return found == OUTSIDE ? damaged(&call) : done(&call, found);
}

/* Ascending numbers, each in so many bytes. */
typedef struct {
    const uint8_t *at;
    int64_t size;
    int width;
} Narrow;

static Narrow narrow_numbers(Call *call, int at, int width)
{
    Py_ssize_t bytes;
    const uint8_t *numbers = buffer(call, at, &bytes);
    int64_t wide = integer(call, width);
    if (!call->failed && wide != 1 && wide != 2 && wide != 4) {
        PyErr_Format(PyExc_TypeError, "a number takes 1, 2 or 4 bytes, not %lld", (long long)wide);
        call->failed = 1;
    }
    return (Narrow){numbers, call->failed ? 0 : bytes / wide, (int)wide};
}

static inline uint32_t number_at(const Narrow *numbers, int64_t place)
{
    return narrow(numbers->at + place * numbers->width, numbers->width);
}

/* The first place from `at` on whose number is not below the wanted one: looked for in leaps, then between the last. */
static int64_t not_below(const Narrow *numbers, int64_t at, uint32_t wanted)
{
    int64_t step = 1, end = at;
    while (end < numbers->size && number_at(numbers, end) < wanted) at = end + 1, end += step, step *= 2;
    if (end > numbers->size) end = numbers->size;
    while (at < end) {
        int64_t middle = (at + end) / 2;
        if (number_at(numbers, middle) < wanted) at = middle + 1;
        else end = middle;
    }
    return at;
}

/* place(numbers, width, wanted) */
static PyObject *place(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("place", 3)
    Narrow numbers = narrow_numbers(&call, 0, 1);
    int64_t wanted = integer(&call, 2);
    if (call.failed) return done(&call, 0);
    int64_t found = not_below(&numbers, 0, (uint32_t)wanted);
    return done(&call, found < numbers.size && number_at(&numbers, found) == wanted ? found : -1);
}

/* matched(content, offsets, other_content, other_offsets, out): find for every string of another table */
static PyObject *matched(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("matched", 5)
    Py_ssize_t bytes, other_bytes, size, others;
    const char *content = buffer(&call, 0, &bytes);
    const uint32_t *offsets = buffer(&call, 1, &size);
    const char *other = buffer(&call, 2, &other_bytes);
    const uint32_t *at = buffer(&call, 3, &others);
    int64_t *out = buffer(&call, 4, NULL);
    if (call.failed) return done(&call, 0);
    for (int64_t i = 0; i < others / 4 - 1; i++) {
        if (at[i] >= at[i + 1] || at[i + 1] > other_bytes) return damaged(&call);
        Py_ssize_t length = (Py_ssize_t)at[i + 1] - at[i] - 1;
        out[i] = place_of(content, bytes, offsets, size / 4 - 1, other + at[i], length);
        if (out[i] == OUTSIDE) return damaged(&call);
    }
    return done(&call, others / 4 - 1);
}

/* documents(content, at, count, code, out) */
static PyObject *documents(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("documents", 5)
    Py_ssize_t bytes, room;
    const uint8_t *gaps = buffer(&call, 0, &bytes);
    int64_t at = integer(&call, 1), items = integer(&call, 2);
    int width = WIDTHS[integer(&call, 3) & 3];
    int32_t *out = buffer(&call, 4, &room);
    if (call.failed) return done(&call, 0);
    if (at < 0 || at + items * width > bytes || items > room / 4) return damaged(&call);
    gaps += at;
    int32_t document = 0;
    for (int64_t i = 0; i < items; i++) out[i] = document += narrow(gaps + i * width, width);
    return done(&call, items);
}

/* Where a piece begins; places are of four bytes or, in large files, of eight. */
static inline uint64_t begin_of(const void *at, int64_t wide, int64_t number)
{
    return wide == 8 ? ((const uint64_t *)at)[number] : ((const uint32_t *)at)[number];
}

/* marked(content, at, wide, counts, width, codes, numbers, mask): sets the documents of several lists in a mask;
   `wide` is the item size of `at`, `width` that of `counts` */
static PyObject *marked(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("marked", 8)
    Py_ssize_t n, bytes, room;
    const uint8_t *content = buffer(&call, 0, &bytes);
    const void *at = buffer(&call, 1, NULL);
    int64_t wide = integer(&call, 2);
    Narrow counts = narrow_numbers(&call, 3, 4);
    const uint8_t *codes = buffer(&call, 5, NULL);
    const int64_t *numbers = buffer(&call, 6, &n);
    uint8_t *mask = buffer(&call, 7, &room);
    if (call.failed) return done(&call, 0);
    for (int64_t i = 0; i < n / 8; i++) {
        int64_t list = numbers[i];
        uint64_t begin = begin_of(at, wide, list), items = number_at(&counts, list);
        int width = WIDTHS[codes[list] & 3];
        if (begin > (uint64_t)bytes || items * width > bytes - begin) return damaged(&call);
        const uint8_t *gaps = content + begin;
        int64_t document = 0;
        for (uint64_t j = 0; j < items; j++) {
            document += narrow(gaps + (int64_t)j * width, width);
            if (document >= room) return damaged(&call);
            mask[document] = 1;
        }
    }
    return done(&call, n / 8);
}

/* What a tree finds in one segment. Scores, and documents behind the room for them, are in one piece of memory, which is
   given away as it is. */
typedef struct {
    double *scores;
    int32_t *documents;
    int64_t size, room;
    PyObject *held;
    uint64_t *bits; /* which documents there are, where someone has asked for it */
} Found;

typedef struct {
    int64_t size;
    const uint8_t *live;   /* NULL: all documents are there */
    const uint8_t *wanted; /* NULL: the scores of all documents matter */
} Segment;

enum { LISTED, GIVEN, MASKED, WHOLE, OTHER, EITHER, BOTH, PHRASE };

static int evaluate(PyObject *tree, const Segment *segment, Found *within, Found *out);

static int make_room(Found *found, int64_t size)
{
    found->held = PyBytes_FromStringAndSize(NULL, size * (sizeof(double) + sizeof(int32_t)));
    if (!found->held) return -1;
    found->scores = (double *)PyBytes_AS_STRING(found->held);
    found->documents = (int32_t *)(found->scores + size);
    found->size = 0, found->room = size, found->bits = NULL;
    return 0;
}

/* Whether a document is there, one bit each. Nothing where there is no memory. */
static const uint64_t *bits_of(Found *found, int64_t documents)
{
    if (found->bits) return found->bits;
    found->bits = PyMem_Calloc(documents / 64 + 1, sizeof(uint64_t));
    for (int64_t i = 0; found->bits && i < found->size; i++)
        found->bits[found->documents[i] >> 6] |= (uint64_t)1 << (found->documents[i] & 63);
    return found->bits;
}

static void let_go(Found *found)
{
    Py_DECREF(found->held);
    PyMem_Free(found->bits);
}

static inline void put(Found *found, int64_t document, double score)
{
    found->documents[found->size] = (int32_t)document;
    found->scores[found->size++] = score;
}

/* The documents of a list; -1 where they lead out of a segment of so many. */
static int spread(const uint8_t *gaps, int width, int64_t items, int64_t size, int32_t *out)
{
    uint64_t document = 0;
#define EACH_GAP(type)                                   \
    for (int64_t i = 0; i < items; i++) {                \
        type gap;                                        \
        memcpy(&gap, gaps + i * sizeof(type), sizeof(type)); \
        document += gap;                                 \
        out[i] = (int32_t)document;                      \
    }
    if (width == 1) { EACH_GAP(uint8_t) }
    else if (width == 2) { EACH_GAP(uint16_t) }
    else { EACH_GAP(uint32_t) }
    return document < (uint64_t)size ? 0 : -1;
}

#define FEW 16 /* so many times as many: then leaps are faster than asking for each */
#define FEWER 4 /* the same where two lists become one */

/* The first place from `at` on whose number is not below the wanted one: looked for in leaps, then between the last two. */
static int64_t leap(const int32_t *numbers, int64_t size, int64_t at, int32_t wanted)
{
    int64_t step = 1, end;
    if (at < size && numbers[at] >= wanted) return at;
    while (at + step < size && numbers[at + step] < wanted) at += step, step *= 2;
    for (end = at + step < size ? at + step : size; at < end;) {
        int64_t middle = (at + end) / 2;
        if (numbers[middle] < wanted) at = middle + 1;
        else end = middle;
    }
    return at;
}

/* (LISTED, content, at, count, code, lengths, weights, idf, boost): a packed list with its BM25F */
#define FREQUENCIES 16 /* rows of `weights`; the first holds what is added to a frequency */

static inline double weight(const double *weights, uint32_t frequency, uint8_t length)
{
    if (frequency < FREQUENCIES) return weights[frequency << 8 | length];
    return (frequency * K1_AND_ONE) / (frequency + weights[length]);
}

/* What scores the documents of a list: the n-th has the n-th frequency. */
typedef struct {
    const uint8_t *frequencies, *lengths;
    int wide;
    const double *weights;
    double idf, boost;
} Scoring;

static inline double score(const Scoring *by, uint32_t frequency, int32_t document)
{
    return by->idf * weight(by->weights, frequency, by->lengths[document]) * by->boost;
}

/* Few documents are looked for in leaps; of many, every document of the list is asked for. */
static void score_within(const Scoring *by, Found *within, int64_t items, int64_t size, Found *out)
{
    const int32_t *documents = out->documents;
    const uint64_t *bits = within->size < items / FEW ? NULL : bits_of(within, size);
    if (bits) {
        for (int64_t i = 0; i < items; i++)
            if (bits[documents[i] >> 6] >> (documents[i] & 63) & 1)
                put(out, documents[i], score(by, narrow(by->frequencies + i * by->wide, by->wide), documents[i]));
        return;
    }
    for (int64_t i = 0, j = 0; j < within->size; j++) {
        i = leap(documents, items, i, within->documents[j]);
        if (i == items) break;
        if (documents[i] == within->documents[j])
            put(out, documents[i], score(by, narrow(by->frequencies + i * by->wide, by->wide), documents[i]));
    }
}

static void score_all(const Scoring *by, const uint8_t *wanted, Found *out)
{
    const int32_t *documents = out->documents;
#define EACH_SCORE(frequency)              \
    for (int64_t i = 0; i < out->size; i++) \
        out->scores[i] = wanted && !wanted[documents[i]] ? 0 : score(by, frequency, documents[i]);
    if (by->wide == 0) { EACH_SCORE(1) }
    else if (by->wide == 1) { EACH_SCORE(by->frequencies[i]) }
    else { EACH_SCORE(narrow(by->frequencies + i * by->wide, by->wide)) }
}

/* A list as its tree says: its documents spread out, what scores them, and where positions begin and end. */
typedef struct {
    Scoring by;
    int64_t items;
    const uint8_t *positions, *end;
    int place; /* width of a position */
} List;

static int opened(Call *call, const Segment *segment, List *list, Found *out)
{
    Py_ssize_t bytes, size, tabled;
    const uint8_t *content = buffer(call, 1, &bytes);
    int64_t at = integer(call, 2), code = integer(call, 4);
    int gap = WIDTHS[code & 3], wide = WIDTHS[code >> 2 & 3];
    list->items = integer(call, 3);
    list->by.lengths = buffer(call, 5, &size);
    list->by.weights = buffer(call, 6, &tabled);
    list->by.idf = number(call, 7), list->by.boost = number(call, 8), list->by.wide = wide;
    if (!call->failed && (at < 0 || at + list->items * (gap + wide) > bytes || gap == 0 || size != segment->size ||
                          tabled != FREQUENCIES * 256 * 8))
        call->failed = outside();
    if (call->failed || (call->failed = make_room(out, list->items))) return -1;
    list->by.frequencies = content + at + list->items * gap;
    list->positions = list->by.frequencies + list->items * wide;
    list->end = content + bytes, list->place = WIDTHS[code >> 4 & 3];
    if (!spread(content + at, gap, list->items, size, out->documents)) return 0;
    let_go(out);
    return call->failed = outside();
}

static int listed(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    BEGIN_TREE
    List list;
    if (opened(&call, segment, &list, out)) return ended(&call);
    if (within) score_within(&list.by, within, list.items, segment->size, out);
    else {
        out->size = list.items;
        score_all(&list.by, segment->wanted, out);
    }
    return ended(&call);
}

/* (PHRASE, boost, tree, ...): where words stand one behind the other. The word with the fewest documents leads; each
   has a place in its list, and how many occurrences come before that. */
typedef struct {
    Call call;
    List list;
    Found found;
    int64_t at, before, next; /* `next`: the occurrence looked at in this document */
    int is_open;
} PhraseWord;

static inline uint32_t frequency_of(const List *list, int64_t at)
{
    return narrow(list->by.frequencies + at * list->by.wide, list->by.wide);
}

/* Goes to a document, or behind it; 1 where the word has it, -1 where its positions lead outside. */
static int go_to(PhraseWord *word, int32_t document)
{
    int64_t at = leap(word->found.documents, word->list.items, word->at, document);
    for (; word->at < at; word->at++) word->before += frequency_of(&word->list, word->at);
    if (at == word->list.items || word->found.documents[at] != document) return 0;
    int64_t last = word->before + frequency_of(&word->list, at);
    if (last * word->list.place > word->list.end - word->list.positions) return -1;
    word->next = word->before;
    return 1;
}

/* Whether the word has a position in the document that it is at; positions are asked for in order. */
static int stands(PhraseWord *word, uint32_t position)
{
    int64_t end = word->before + frequency_of(&word->list, word->at);
    const List *list = &word->list;
    for (; word->next < end; word->next++) {
        uint32_t here = narrow(list->positions + word->next * list->place, list->place);
        if (here >= position) return here == position;
    }
    return 0;
}

static int is_phrase(PhraseWord *words, Py_ssize_t count)
{
    const List *first = &words[0].list;
    int64_t end = words[0].before + frequency_of(first, words[0].at);
    for (int64_t i = words[0].before; i < end; i++) {
        uint32_t position = narrow(first->positions + i * first->place, first->place);
        Py_ssize_t step = 1;
        while (step < count && stands(&words[step], position + (uint32_t)step)) step++;
        if (step == count) return 1;
    }
    return 0;
}

static int find_phrase(PhraseWord *words, Py_ssize_t count, double boost, Found *within, Found *out)
{
    PhraseWord *lead = words;
    for (Py_ssize_t i = 1; i < count; i++)
        if (words[i].list.items < lead->list.items) lead = &words[i];
    if (make_room(out, lead->list.items)) return -1;
    for (int64_t i = 0, j = 0; i < lead->list.items; i++) {
        int32_t document = lead->found.documents[i];
        while (within && j < within->size && within->documents[j] < document) j++;
        if (within && (j == within->size || within->documents[j] != document)) continue;
        int has = 1;
        for (Py_ssize_t word = 0; word < count && has > 0; word++) has = go_to(&words[word], document);
        if (has < 0) {
            let_go(out);
            return outside();
        }
        if (!has || !is_phrase(words, count)) continue;
        double sum = 0;
        for (Py_ssize_t word = 0; word < count; word++)
            sum += score(&words[word].list.by, frequency_of(&words[word].list, words[word].at), document);
        put(out, document, sum * boost);
    }
    return 0;
}

static int phrase(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    Py_ssize_t count = PyTuple_GET_SIZE(tree) - 2;
    double boost = PyFloat_AsDouble(PyTuple_GET_ITEM(tree, 1));
    PhraseWord *words = PyErr_Occurred() ? NULL : PyMem_Calloc(count, sizeof(PhraseWord));
    int failed = words ? 0 : -1;
    if (!words && !PyErr_Occurred()) PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < count && !failed; i++) {
        PyObject *list = PyTuple_GET_ITEM(tree, i + 2);
        if (!PyTuple_Check(list) || PyTuple_GET_SIZE(list) != 9) {
            PyErr_SetString(PyExc_TypeError, "a phrase is of lists");
            failed = -1;
            break;
        }
        words[i].call.values = ((PyTupleObject *)list)->ob_item;
        failed = opened(&words[i].call, segment, &words[i].list, &words[i].found);
        words[i].is_open = !failed;
    }
    if (!failed) failed = find_phrase(words, count, boost, within, out);
    for (Py_ssize_t i = 0; i < count && words; i++) {
        if (words[i].is_open) let_go(&words[i].found);
        ended(&words[i].call);
    }
    PyMem_Free(words);
    return failed;
}

/* (GIVEN, documents, scores): what was found already */
static int given(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    BEGIN_TREE
    Py_ssize_t bytes;
    const int32_t *documents = buffer(&call, 1, &bytes);
    const double *scores = buffer(&call, 2, NULL);
    if (call.failed || (call.failed = make_room(out, bytes / 4))) return ended(&call);
    for (int64_t i = 0, j = 0; i < bytes / 4; i++) {
        while (within && j < within->size && within->documents[j] < documents[i]) j++;
        if (!within || (j < within->size && within->documents[j] == documents[i])) put(out, documents[i], scores[i]);
    }
    return ended(&call);
}

/* (WHOLE,), (MASKED, mask, score) and (OTHER, tree): every document that is there, that a mask holds, that a tree does
   not find */
static int whole(const Segment *segment, Found *within, const Found *without, Found *out)
{
    int64_t most = within ? within->size : segment->size, next = 0;
    if (make_room(out, most)) return -1;
    for (int64_t i = 0; i < most; i++) {
        int64_t document = within ? within->documents[i] : i;
        if (segment->live && !segment->live[document]) continue;
        while (without && next < without->size && without->documents[next] < document) next++;
        if (!without || next == without->size || without->documents[next] != document) put(out, document, 0);
    }
    return 0;
}

/* Every document that a mask of zeros and ones holds; most masks hold few, so eight are looked at together first. There
   is room for one document more than there are. */
static void each_set(const uint8_t *mask, int64_t size, double score, Found *out)
{
    int64_t found = 0;
    for (int64_t i = 0; i < size; i += 8) {
        uint64_t eight = 1;
        int64_t end = i + 8 <= size ? i + 8 : size;
        if (i + 8 <= size) memcpy(&eight, mask + i, 8);
        for (int64_t j = i; eight && j < end; j++) {
            out->documents[found] = (int32_t)j;
            found += mask[j];
        }
    }
    for (int64_t i = 0; i < found; i++) out->scores[i] = score;
    out->size = found;
}

static void drop_deleted(const Segment *segment, Found *out)
{
    int64_t known = out->size;
    out->size = 0;
    for (int64_t i = 0; i < known; i++)
        if (segment->live[out->documents[i]]) put(out, out->documents[i], out->scores[i]);
}

static int masked(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    BEGIN_TREE
    Py_ssize_t size;
    const uint8_t *mask = buffer(&call, 1, &size);
    double score = number(&call, 2);
    int64_t most = within ? within->size : segment->size;
    if (!call.failed && size != segment->size) call.failed = outside();
    if (call.failed || (call.failed = make_room(out, most + 1))) return ended(&call);
    if (within) {
        for (int64_t i = 0; i < most; i++)
            if (mask[within->documents[i]]) put(out, within->documents[i], score);
    } else {
        each_set(mask, size, score, out);
    }
    if (segment->live) drop_deleted(segment, out);
    return ended(&call);
}

static int other(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    Found inner;
    if (evaluate(PyTuple_GET_ITEM(tree, 1), segment, within, &inner)) return -1;
    int failed = whole(segment, within, &inner, out);
    let_go(&inner);
    return failed;
}

static inline double joined(double one, double other, int is_maximum)
{
    return is_maximum ? (one > other ? one : other) : one + other;
}

static void copy(const Found *found, int64_t begin, int64_t end, Found *out)
{
    memcpy(out->documents + out->size, found->documents + begin, (end - begin) * sizeof(int32_t));
    memcpy(out->scores + out->size, found->scores + begin, (end - begin) * sizeof(double));
    out->size += end - begin;
}

static void add_small(const Found *many, const Found *few, int is_maximum, Found *out)
{
    int64_t at = 0;
    for (int64_t j = 0; j < few->size; j++) {
        int64_t begin = at, document = few->documents[j];
        at = leap(many->documents, many->size, at, (int32_t)document);
        copy(many, begin, at, out);
        int is_both = at < many->size && many->documents[at] == document;
        put(out, document, is_both ? joined(many->scores[at], few->scores[j], is_maximum) : few->scores[j]);
        at += is_both;
    }
    copy(many, at, many->size, out);
}

static int unite(const Found *a, const Found *b, int is_maximum, Found *out)
{
    if (make_room(out, a->size + b->size)) return -1;
    if (b->size < a->size / FEWER) return add_small(a, b, is_maximum, out), 0;
    if (a->size < b->size / FEWER) return add_small(b, a, is_maximum, out), 0;
    int64_t i = 0, j = 0;
    while (i < a->size && j < b->size) {
        int32_t left = a->documents[i], right = b->documents[j];
        int first = left <= right, second = right <= left;
        double one = first ? a->scores[i] : 0, other = second ? b->scores[j] : 0;
        put(out, first ? left : right, first && second ? joined(one, other, is_maximum) : one + other);
        i += first, j += second;
    }
    for (; i < a->size; i++) put(out, a->documents[i], a->scores[i]);
    for (; j < b->size; j++) put(out, b->documents[j], b->scores[j]);
    return 0;
}

/* (EITHER, is_maximum, tree, tree): what one of two finds; what both find has the sum of its scores, or their maximum */
static int either(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    Found a, b;
    if (evaluate(PyTuple_GET_ITEM(tree, 2), segment, within, &a)) return -1;
    int failed = evaluate(PyTuple_GET_ITEM(tree, 3), segment, within, &b);
    if (!failed) {
        failed = unite(&a, &b, PyTuple_GET_ITEM(tree, 1) == Py_True, out);
        let_go(&b);
    }
    let_go(&a);
    return failed;
}

static void add_scores(const Found *found, Found *sum)
{
    for (int64_t i = 0, j = 0; i < sum->size; i++) {
        while (found->documents[j] < sum->documents[i]) j++;
        sum->scores[i] += found->scores[j];
    }
}

/* (BOTH, tree, ...): what all find, each asked only about what those before it found; scores add up from the last */
static int both(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    Py_ssize_t trees = PyTuple_GET_SIZE(tree) - 1, known = 0;
    Found *found = PyMem_Malloc((trees + 1) * sizeof(Found));
    int failed = found ? 0 : -1;
    while (!failed && known < trees) {
        Found *left = known ? &found[known - 1] : within;
        failed = evaluate(PyTuple_GET_ITEM(tree, known + 1), segment, left, &found[known]);
        if (!failed && found[known++].size == 0) break;
    }
    if (!failed) failed = make_room(out, found[known - 1].size);
    for (int64_t i = 0; !failed && i < found[known - 1].size; i++) put(out, found[known - 1].documents[i], 0);
    for (Py_ssize_t i = known; i-- > 0;) {
        if (!failed) add_scores(&found[i], out);
        let_go(&found[i]);
    }
    PyMem_Free(found);
    return failed;
}

static int evaluate(PyObject *tree, const Segment *segment, Found *within, Found *out)
{
    static const Py_ssize_t parts[] = {9, 3, 3, 1, 2, 4, 2, 3};
    Py_ssize_t size = PyTuple_Check(tree) ? PyTuple_GET_SIZE(tree) : 0;
    long kind = size ? PyLong_AsLong(PyTuple_GET_ITEM(tree, 0)) : -1;
    if (kind < LISTED || kind > PHRASE || size < parts[kind]) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "this is no tree");
        return -1;
    }
    if (Py_EnterRecursiveCall(" in a tree of clauses")) return -1;
    int failed = kind == LISTED   ? listed(tree, segment, within, out)
                 : kind == GIVEN  ? given(tree, segment, within, out)
                 : kind == MASKED ? masked(tree, segment, within, out)
                 : kind == WHOLE  ? whole(segment, within, NULL, out)
                 : kind == OTHER  ? other(tree, segment, within, out)
                 : kind == EITHER ? either(tree, segment, within, out)
                 : kind == BOTH   ? both(tree, segment, within, out)
                                  : phrase(tree, segment, within, out);
    Py_LeaveRecursiveCall();
    return failed;
}

/* (memory, how many documents, room for how many scores before them); lets go of what was found */
static PyObject *given_away(Found *found)
{
    return Py_BuildValue("(NLL)", found->held, (long long)found->size, (long long)found->room);
}

/* answered(tree, size, live, within, wanted): what a tree finds */
static PyObject *answered(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("answered", 5)
    Py_ssize_t alive, some, wanted;
    Segment segment = {integer(&call, 1), buffer(&call, 2, &alive), buffer(&call, 4, &wanted)};
    Found within = {.documents = buffer(&call, 3, &some)}, found;
    within.size = some / 4;
    PyObject *answer = NULL;
    if (!call.failed && ((segment.live && alive != segment.size) || (segment.wanted && wanted != segment.size)))
        call.failed = outside();
    for (int64_t i = 0; !call.failed && i < within.size; i++)
        if (within.documents[i] < 0 || within.documents[i] >= segment.size) call.failed = outside();
    if (!call.failed && !evaluate(values[0], &segment, within.documents ? &within : NULL, &found)) {
        answer = given_away(&found);
    }
    PyMem_Free(within.bits);
    ended(&call);
    return answer;
}

/* kept(documents, scores, mask): what a mask holds of what was found */
static PyObject *kept(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("kept", 3)
    Py_ssize_t n, size;
    const int32_t *documents = buffer(&call, 0, &n);
    const double *scores = buffer(&call, 1, NULL);
    const uint8_t *mask = buffer(&call, 2, &size);
    PyObject *answer = NULL;
    Found out;
    if (!call.failed && !make_room(&out, n / 4)) {
        for (int64_t i = 0; i < n / 4 && !call.failed; i++) {
            if (documents[i] < 0 || documents[i] >= size) call.failed = outside();
            else if (mask[documents[i]]) put(&out, documents[i], scores[i]);
        }
        if (call.failed) let_go(&out);
        else answer = given_away(&out);
    }
    ended(&call);
    return answer;
}

/* common(a, width, b, out): the places in a, of numbers in so many bytes, of what is also in b; both ascending */
static PyObject *common(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("common", 4)
    Py_ssize_t n;
    Narrow a = narrow_numbers(&call, 0, 1);
    const uint32_t *b = buffer(&call, 2, &n);
    int32_t *out = buffer(&call, 3, NULL);
    if (call.failed) return done(&call, 0);
    int64_t i = 0, found = 0;
    for (int64_t j = 0; j < n / 4; j++) {
        i = not_below(&a, i, b[j]);
        if (i == a.size) break;
        if (number_at(&a, i) == b[j]) out[found++] = (int32_t)i;
    }
    return done(&call, found);
}

/* best(keys, documents, scores, ranks, part, count): (key, part, document, score) of the highest keys, ties by lowest
   rank, best first */
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

/* Puts the places of the best into the heap, best first. */
static void select_best(const Order *order, int64_t n, int32_t *heap, int64_t size)
{
    for (int64_t i = 0; i < size; i++) heap[i] = (int32_t)i;
    for (int64_t i = size / 2 - 1; i >= 0; i--) sink(order, heap, size, i);
    for (int64_t i = size; i < n && size > 0; i++)
        if (order->keys[i] >= order->keys[heap[0]] && worse(order, heap[0], (int32_t)i)) {
            heap[0] = (int32_t)i;
            sink(order, heap, size, 0);
        }
    for (int64_t last = size - 1; last > 0; last--) {
        int32_t worst = heap[0];
        heap[0] = heap[last];
        heap[last] = worst;
        sink(order, heap, last, 0);
    }
}

static PyObject *best(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("best", 6)
    Py_ssize_t n, ranked;
    Order order = {buffer(&call, 0, NULL), buffer(&call, 1, &n), buffer(&call, 3, &ranked)};
    const double *scores = buffer(&call, 2, NULL);
    int64_t wanted = integer(&call, 5);
    n /= 4, ranked /= 4;
    int64_t size = wanted < n ? wanted : n;
    for (int64_t i = 0; i < n && !call.failed; i++)
        if (order.documents[i] < 0 || order.documents[i] >= ranked) call.failed = outside();
    int32_t *heap = call.failed ? NULL : PyMem_Malloc(size * sizeof(int32_t) + 1);
    PyObject *found = heap ? PyList_New(size) : NULL;
    if (found) {
        select_best(&order, n, heap, size);
        for (int64_t i = 0; found && i < size; i++) {
            PyObject *one = PyTuple_New(4);
            if (!one) Py_CLEAR(found);
            else {
                PyTuple_SET_ITEM(one, 0, PyFloat_FromDouble(order.keys[heap[i]]));
                PyTuple_SET_ITEM(one, 1, Py_NewRef(values[4]));
                PyTuple_SET_ITEM(one, 2, PyLong_FromLong(order.documents[heap[i]]));
                PyTuple_SET_ITEM(one, 3, PyFloat_FromDouble(scores[heap[i]]));
                PyList_SET_ITEM(found, i, one);
            }
        }
    }
    PyMem_Free(heap);
    ended(&call);
    return found;
}

/* tally(documents, columns, counts, touched): counts the values of documents, given segment by segment, anew; returns
   how many documents have none. A column is (rows, width, first, ordinals, width, none, renumbered). */
typedef struct {
    int32_t *counts, *touched;
    int64_t known, missing;
    int64_t most; /* ordinals are below it */
    const int32_t *renumbered;
} Tally;

static inline void add(Tally *tally, int64_t ordinal, int32_t times)
{
    int32_t number = tally->renumbered ? tally->renumbered[ordinal] : (int32_t)ordinal;
    tally->touched[tally->known] = number;
    tally->known += tally->counts[number] == 0;
    tally->counts[number] += times;
}

/* The values of rows: of the n-th, ordinals from first[n] to first[n + 1]. */
typedef struct {
    const uint32_t *first;
    const uint8_t *ordinals;
    int64_t count, size;
    int width;
} Rows;

static inline int add_row(Tally *sum, const Rows *rows, int64_t row, int32_t times)
{
    if (row >= rows->count || rows->first[row] > rows->first[row + 1] || rows->first[row + 1] > rows->size) return -1;
    if (rows->first[row] == rows->first[row + 1]) sum->missing += times;
    for (uint32_t at = rows->first[row]; at < rows->first[row + 1]; at++) {
        uint32_t ordinal = narrow(rows->ordinals + (int64_t)at * rows->width, rows->width);
        if (ordinal >= sum->most) return -1;
        add(sum, ordinal, times);
    }
    return 0;
}

static inline int64_t row_at(const uint8_t *row_of, int width, int32_t document)
{
    if (width == 1) return row_of[document];
    return width == 2 ? ((const uint16_t *)row_of)[document] : ((const uint32_t *)row_of)[document];
}

/* Many documents, but not many more rows: how many documents have each row comes first, and then their values. */
#define MANY 2 /* so many times as many documents as rows are many */

static int add_rows(Tally *sum, const Rows *rows, const int32_t *of, int64_t n, const uint8_t *row_of, int width)
{
    int32_t *times = PyMem_Calloc(rows->count + 1, sizeof(int32_t));
    int failed = times ? 0 : -1;
    if (!times) PyErr_NoMemory();
    for (int64_t i = 0; i < n && !failed; i++) {
        int64_t row = row_at(row_of, width, of[i]);
        if (row < rows->count) times[row]++;
        else failed = -1;
    }
    for (int64_t row = 0; row < rows->count && !failed; row++)
        if (times[row]) failed = add_row(sum, rows, row, times[row]);
    PyMem_Free(times);
    return failed;
}

/* Many documents that have several of few values (ordinals of one byte). How many a document has cannot be foreseen,
   and a wrong guess costs the processor more than counting: so every document counts four values, those that it has
   not got as another one. The sum of all counts tells damage. */
#define MANY_DOCUMENTS 256
#define AT_ONCE 4
#define NO_VALUE 255 /* no ordinal: with so many values, ordinals would be wider */

static int add_few(Tally *sum, const Rows *rows, const int32_t *of, int64_t n, const uint8_t *row_of, int width)
{
    static const uint32_t NOT_THERE[] = {0xffffffff, 0xffffff00, 0xffff0000, 0xff000000, 0};
    int32_t counts[AT_ONCE][256] = {{0}};
    int64_t values = 0;
    for (int64_t i = 0; i < n; i++) {
        int64_t row = row_at(row_of, width, of[i]);
        if (row >= rows->count) return -1;
        uint32_t begin = rows->first[row], end = rows->first[row + 1], at = begin, four;
        if (begin > end || end > rows->size) return -1;
        sum->missing += begin == end;
        values += end - begin;
        if (begin + AT_ONCE <= rows->size) {
            memcpy(&four, rows->ordinals + begin, sizeof(four));
            four |= NOT_THERE[end - begin < AT_ONCE ? end - begin : AT_ONCE];
            counts[0][four & 255]++, counts[1][four >> 8 & 255]++, counts[2][four >> 16 & 255]++, counts[3][four >> 24]++;
            at += AT_ONCE;
        }
        for (; at < end; at++) counts[0][rows->ordinals[at]]++;
    }
    for (int64_t value = 0; value < NO_VALUE && value < sum->most; value++) {
        int32_t times = counts[0][value] + counts[1][value] + counts[2][value] + counts[3][value];
        if (times) add(sum, value, times);
        values -= times;
    }
    return values ? -1 : 0;
}

static int tally_part(PyObject *documents, PyObject *column, int64_t room, Tally *sum)
{
    PyObject *values[8] = {documents};
    for (int i = 0; i < 7; i++) values[i + 1] = PyTuple_GET_ITEM(column, i);
    Call call = {values, {{0}}, 0, 0};
    Py_ssize_t n, size, first, ordinals, renumberings;
    const int32_t *of = buffer(&call, 0, &n);
    const uint8_t *row_of = buffer(&call, 1, &size);
    int width = (int)integer(&call, 2);
    Rows rows = {buffer(&call, 3, &first), buffer(&call, 4, &ordinals), 0, 0, (int)integer(&call, 5)};
    int64_t none = integer(&call, 6);
    sum->renumbered = buffer(&call, 7, &renumberings);
    sum->most = sum->renumbered ? renumberings / 4 : room;
    n /= 4;
    if (!call.failed && n && (of[0] < 0 || of[n - 1] >= size / width)) call.failed = outside(); /* they ascend */
    if (!call.failed && rows.first) rows.count = first / 4 - 1, rows.size = ordinals / rows.width;
    if (!call.failed && rows.first && rows.width == 1 && n >= MANY_DOCUMENTS)
        call.failed = add_few(sum, &rows, of, n, row_of, width);
    else if (!call.failed && rows.first && n * MANY >= rows.count)
        call.failed = add_rows(sum, &rows, of, n, row_of, width);
    else
        for (int64_t i = 0; i < n && !call.failed; i++) {
            int64_t row = row_at(row_of, width, of[i]);
            if (rows.first) call.failed = add_row(sum, &rows, row, 1);
            else if (row == none) sum->missing++;
            else if (row >= sum->most) call.failed = -1;
            else add(sum, row, 1);
        }
    if (call.failed && !PyErr_Occurred()) outside();
    return ended(&call);
}

static PyObject *tally(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("tally", 4)
    Py_ssize_t room;
    Tally sum = {buffer(&call, 2, &room), buffer(&call, 3, NULL), 0, 0, 0, NULL};
    if (!call.failed && !(PyList_Check(values[0]) && PyTuple_Check(values[1]) &&
                          PyList_GET_SIZE(values[0]) == PyTuple_GET_SIZE(values[1]))) {
        PyErr_SetString(PyExc_TypeError, "tally takes a list of documents, and a tuple of as many columns");
        call.failed = -1;
    }
    if (call.failed) return done(&call, 0);
    int32_t *known = sum.touched++;
    for (int32_t i = 0; i < *known; i++) sum.counts[sum.touched[i]] = 0;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(values[0]) && !call.failed; i++)
        call.failed = tally_part(PyList_GET_ITEM(values[0], i), PyTuple_GET_ITEM(values[1], i), room / 4, &sum);
    *known = (int32_t)sum.known;
    return done(&call, sum.missing);
}

/* leading(counts, touched, ranks, size, decoded): what the numbers of the highest counts stand for, ties by lowest rank;
   the counts; sum of all */
static PyObject *leading(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("leading", 5)
    Py_ssize_t room, ranked;
    const int32_t *counts = buffer(&call, 0, &room), *touched = buffer(&call, 1, NULL);
    Order order = {NULL, touched ? touched + 1 : NULL, buffer(&call, 2, &ranked)};
    int64_t wanted = integer(&call, 3), sum = 0;
    int64_t n = call.failed ? 0 : touched[0], size = wanted < n ? wanted : n;
    if (!call.failed && ranked != room) call.failed = outside();
    double *keys = call.failed ? NULL : PyMem_Malloc(n * sizeof(double) + size * sizeof(int32_t) + 1);
    if (keys) {
        for (int64_t i = 0; i < n; i++) {
            keys[i] = counts[order.documents[i]];
            sum += counts[order.documents[i]];
        }
        order.keys = keys;
        select_best(&order, n, (int32_t *)(keys + n), size);
    }
    PyObject *names = keys ? PyList_New(size) : NULL, *highest = names ? PyList_New(size) : NULL;
    for (int64_t i = 0; highest && i < size; i++) {
        int32_t chosen = order.documents[((int32_t *)(keys + n))[i]];
        PyObject *number = PyLong_FromLong(chosen), *name = number ? PyObject_GetItem(values[4], number) : NULL;
        Py_XDECREF(number);
        PyList_SET_ITEM(highest, i, PyLong_FromLong(counts[chosen]));
        if (name) PyList_SET_ITEM(names, i, name);
        else Py_CLEAR(highest);
    }
    PyMem_Free(keys);
    ended(&call);
    if (highest) return Py_BuildValue("(NNL)", names, highest, (long long)sum);
    Py_XDECREF(names);
    return NULL;
}

/* span(documents, rows, width, none, times): the first and the last row of documents, -1 where there is none, and how
   many have none; counts in `times`, if it is there, how many documents have each row */
static PyObject *span(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("span", 5)
    Py_ssize_t n, size, room;
    const int32_t *documents = buffer(&call, 0, &n);
    const uint8_t *row_of = buffer(&call, 1, &size);
    int width = (int)integer(&call, 2);
    int64_t none = integer(&call, 3), first = none, last = -1, missing = 0;
    int32_t *times = buffer(&call, 4, &room);
    if (!call.failed && ((n && (documents[0] < 0 || documents[n / 4 - 1] >= size / width)) || (times && none >= room / 4)))
        call.failed = outside();
    for (int64_t i = 0; i < n / 4 && !call.failed; i++) {
        int64_t row = row_at(row_of, width, documents[i]);
        if (row > none) call.failed = outside();
        else if (times) times[row]++;
        else if (row == none) missing++;
        else first = row < first ? row : first, last = row > last ? row : last;
    }
    if (times && !call.failed) {
        missing = times[none];
        for (first = 0; first < none && !times[first];) first++;
        for (last = none - 1; last >= 0 && !times[last];) last--;
    }
    if (ended(&call)) return NULL;
    return Py_BuildValue("(LLL)", (long long)(last < 0 ? -1 : first), (long long)last, (long long)missing);
}

/* dated(documents, rows, width, periods, begin, counts, times): counts documents by period; `periods` has that of each
   row, -1 for none, `begin` is the first counted. Where `times` is there it says how many documents have each row. */
static int add_times(const int32_t *periods, int64_t known, int64_t begin, const int32_t *times, int32_t *counts, int64_t room)
{
    for (int64_t row = 0, next; row < known; row = next) {
        int64_t period = periods[row] - begin, sum = 0;
        for (next = row; next < known && periods[next] == periods[row]; next++) sum += times[next];
        if (!sum || periods[row] < 0) continue;
        if (period < 0 || period >= room) return -1;
        counts[period] += (int32_t)sum;
    }
    return 0;
}

static PyObject *dated(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("dated", 7)
    Py_ssize_t n, size, known, room, rows;
    const int32_t *documents = buffer(&call, 0, &n);
    const uint8_t *row_of = buffer(&call, 1, &size);
    int width = (int)integer(&call, 2);
    const int32_t *periods = buffer(&call, 3, &known);
    int64_t begin = integer(&call, 4);
    int32_t *counts = buffer(&call, 5, &room);
    const int32_t *times = buffer(&call, 6, &rows);
    if (call.failed) return done(&call, 0);
    known /= 4, room /= 4, n /= 4;
    if (times && rows / 4 != known) return damaged(&call);
    if (times) return add_times(periods, known, begin, times, counts, room) ? damaged(&call) : done(&call, n);
    if (n && (documents[0] < 0 || documents[n - 1] >= size / width)) return damaged(&call);
    for (int64_t i = 0; i < n; i++) {
        int64_t row = row_at(row_of, width, documents[i]);
        if (row >= known) return damaged(&call);
        if (periods[row] < 0) continue;
        int64_t period = periods[row] - begin;
        if (period < 0 || period >= room) return damaged(&call);
        counts[period]++;
    }
    return done(&call, n);
}

/* Adds to each row what its document has in a column (rows, width, decoded). */
static int extend(PyObject *rows, const int64_t *documents, PyObject *column)
{
    Call call = {((PyTupleObject *)column)->ob_item, {{0}}, 0, 0};
    Py_ssize_t bytes;
    const uint8_t *row_of = buffer(&call, 0, &bytes);
    int width = (int)integer(&call, 1);
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(rows) && !call.failed; i++) {
        if (documents[i] < 0 || documents[i] >= bytes / width) {
            call.failed = outside();
            break;
        }
        PyObject *row = PyLong_FromUnsignedLong(narrow(row_of + documents[i] * width, width));
        PyObject *found = row ? PyObject_GetItem(call.values[2], row) : NULL;
        if (!found || PyList_Append(PyList_GET_ITEM(rows, i), found) < 0) call.failed = -1;
        Py_XDECREF(row);
        Py_XDECREF(found);
    }
    return ended(&call);
}

/* extended(rows, documents, columns): adds to the row of each document, a list, what it has in each column */
static PyObject *extended(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("extended", 3)
    Py_ssize_t n;
    const int64_t *documents = buffer(&call, 1, &n);
    if (!call.failed && !(PyList_Check(values[0]) && PyTuple_Check(values[2]) && PyList_GET_SIZE(values[0]) == n / 8)) {
        PyErr_SetString(PyExc_TypeError, "extended takes a list of rows, their documents, and a tuple of columns");
        call.failed = -1;
    }
    for (Py_ssize_t i = 0; !call.failed && i < PyTuple_GET_SIZE(values[2]); i++)
        call.failed = extend(values[0], documents, PyTuple_GET_ITEM(values[2], i));
    return done(&call, n / 8);
}

/* pieces(content, at, wide, numbers, ending): the bytes of each piece, without so many at its end; `wide` is the item
   size of `at` */
static PyObject *pieces(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("pieces", 5)
    Py_ssize_t bytes, size, n;
    const char *content = buffer(&call, 0, &bytes);
    const void *at = buffer(&call, 1, &size);
    int64_t wide = integer(&call, 2), ending = integer(&call, 4);
    const int64_t *numbers = buffer(&call, 3, &n);
    PyObject *found = call.failed ? NULL : PyList_New(n / 8);
    for (int64_t i = 0; found && i < n / 8; i++) {
        PyObject *piece = NULL;
        if (numbers[i] < 0 || numbers[i] + 1 >= size / wide) outside();
        else {
            uint64_t begin = begin_of(at, wide, numbers[i]), end = begin_of(at, wide, numbers[i] + 1) - ending;
            if (begin > end || end > (uint64_t)bytes) outside();
            else piece = PyBytes_FromStringAndSize(content + begin, end - begin);
        }
        if (piece) PyList_SET_ITEM(found, i, piece);
        else Py_CLEAR(found);
    }
    ended(&call);
    return found;
}

/* places(content, at, count, code, within, out): document << 32 | position of each occurrence in those documents */
static PyObject *places(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    BEGIN("places", 6)
    Py_ssize_t some, bytes, room;
    const uint8_t *gaps = buffer(&call, 0, &bytes);
    int64_t at = integer(&call, 1), items = integer(&call, 2), code = integer(&call, 3);
    const int32_t *within = buffer(&call, 4, &some);
    int64_t *out = buffer(&call, 5, &room);
    if (call.failed) return done(&call, 0);
    int gap = WIDTHS[code & 3], wide = WIDTHS[code >> 2 & 3], place = WIDTHS[code >> 4 & 3];
    if (at < 0 || at + items * (gap + wide) > bytes) return damaged(&call);
    const uint8_t *last = gaps + bytes;
    gaps += at;
    const uint8_t *frequencies = gaps + items * gap, *positions = frequencies + items * wide;
    int64_t document = 0, found = 0, next = 0;
    some /= 4, room /= 8;
    for (int64_t i = 0; i < items && next < some; i++) {
        document += narrow(gaps + i * gap, gap);
        uint32_t frequency = narrow(frequencies + i * wide, wide);
        if ((int64_t)frequency * place > last - positions) return damaged(&call);
        while (next < some && within[next] < document) next++;
        if (next < some && within[next] == document)
            for (uint32_t j = 0; j < frequency && found < room; j++)
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
    Py_ssize_t size, n, bytes;
    const uint8_t *content = buffer(&call, 0, &bytes);
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
    if (n > LONGEST) n = LONGEST;
    for (int j = 0; j <= n; j++) rows[0][j] = j;
    for (int64_t i = 0; i < strings; i++) {
        if (offsets[i] >= offsets[i + 1] || offsets[i + 1] > bytes) return damaged(&call);
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

static PyMethodDef methods[] = {
    ENTRY(find),   ENTRY(place), ENTRY(matched), ENTRY(documents), ENTRY(marked), ENTRY(answered), ENTRY(kept),
    ENTRY(common), ENTRY(best),  ENTRY(tally),   ENTRY(leading),   ENTRY(span),   ENTRY(dated),    ENTRY(extended),
    ENTRY(pieces), ENTRY(places), ENTRY(followed), ENTRY(alike),   {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_kernel", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void)
{
    PyObject *created = PyModule_Create(&module);
    if (created && PyModule_AddIntConstant(created, "REVISION", REVISION) < 0) Py_CLEAR(created);
    return created;
}
