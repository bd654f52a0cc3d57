/* The loops that take snippets from texts. Each function is what its namesake in plain_quoting.py is, faster; see there
   for what it takes and gives. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define REVISION 1 /* as in plain_quoting.py */

/* words_in(text, surfaces, numbers): where these surfaces stand in a text, as (start, end, number), in order: those that
   are words for certain, and those of which the signs around them leave a doubt */
enum { SEPARATOR, INSIDE_WORD, DOUBTFUL };
#define SIMPLE 0x530 /* letters below it are Latin, Greek or Cyrillic */

static uint8_t latin_words[256]; /* whether signs below 256 stand in words: worked out once */

static int kind_of(Py_UCS4 sign)
{
    if (sign < 0x80) return Py_ISALNUM(sign) ? INSIDE_WORD : sign == '\'' ? DOUBTFUL : SEPARATOR;
    if (sign == 0xa0 || sign == 0xab || sign == 0xbb) return SEPARATOR;
    if (sign >= 0x2010 && sign <= 0x2026) return sign == 0x2019 ? DOUBTFUL : SEPARATOR; /* dashes, quotes, dots */
    return sign < SIMPLE && Py_UNICODE_ISALPHA(sign) ? INSIDE_WORD : DOUBTFUL;
}

typedef struct {
    int kind;
    const void *signs;
    Py_ssize_t size;
} Text;

static Text text_of(PyObject *string)
{
    Text text = {PyUnicode_KIND(string), PyUnicode_DATA(string), PyUnicode_GET_LENGTH(string)};
    return text;
}

static inline Py_UCS4 sign_at(const Text *text, Py_ssize_t at) { return PyUnicode_READ(text->kind, text->signs, at); }

/* Where the word ends that begins at a place, if one does. */
static inline Py_ssize_t word_end(const Text *text, Py_ssize_t at)
{
    const Py_UCS1 *latin = text->signs;
    if (text->kind == PyUnicode_1BYTE_KIND)
        while (at < text->size && latin_words[latin[at]]) at++;
    else
        while (at < text->size && kind_of(sign_at(text, at)) == INSIDE_WORD) at++;
    return at;
}

static int stands_at(const Text *text, Py_ssize_t start, const Text *surface)
{
    for (Py_ssize_t i = 0; i < surface->size; i++)
        if (sign_at(text, start + i) != sign_at(surface, i)) return 0;
    return 1;
}

/* The surfaces to look for. `may_be` says which words may be one of them, by their first letter and length; `latin` of
   the signs below 256 which stand in words and which begin a surface. */
#define IN_WORD 1
#define FIRST 2
typedef struct {
    Text *of;
    Py_ssize_t *numbers, count;
    uint8_t may_be[256], latin[256];
} Surfaces;

static inline unsigned slot(Py_UCS4 first, Py_ssize_t length) { return (unsigned)(first * 31 + length * 7) & 255; }

static int surfaces_of(PyObject *strings, PyObject *numbers, Surfaces *out)
{
    memset(out, 0, sizeof(Surfaces));
    memcpy(out->latin, latin_words, sizeof(latin_words));
    if (!PyTuple_Check(strings) || !PyTuple_Check(numbers) || PyTuple_GET_SIZE(strings) != PyTuple_GET_SIZE(numbers)) {
        PyErr_SetString(PyExc_TypeError, "surfaces and their numbers are two tuples of one size");
        return -1;
    }
    out->count = PyTuple_GET_SIZE(strings);
    out->of = PyMem_Malloc(out->count * (sizeof(Text) + sizeof(Py_ssize_t)) + 1);
    if (!out->of) return PyErr_NoMemory(), -1;
    out->numbers = (Py_ssize_t *)(out->of + out->count);
    for (Py_ssize_t i = 0; i < out->count; i++) {
        if (!PyUnicode_Check(PyTuple_GET_ITEM(strings, i))) return PyErr_SetString(PyExc_TypeError, "a surface is a string"), -1;
        out->of[i] = text_of(PyTuple_GET_ITEM(strings, i));
        out->numbers[i] = PyLong_AsSsize_t(PyTuple_GET_ITEM(numbers, i));
        if (!out->of[i].size) continue;
        Py_UCS4 first = sign_at(&out->of[i], 0);
        out->may_be[slot(first, out->of[i].size)] = 1;
        if (first < 256) out->latin[first] |= FIRST;
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* Places of a text, each with the number of what stands there. */
typedef struct {
    Py_ssize_t start, end, number;
} Mark;

typedef struct {
    Mark *of;
    Py_ssize_t count, room;
} Marks;

static int append(Marks *marks, Py_ssize_t start, Py_ssize_t end, Py_ssize_t number)
{
    if (marks->count == marks->room) {
        Py_ssize_t room = 2 * marks->room + 16;
        Mark *larger = PyMem_Realloc(marks->of, room * sizeof(Mark));
        if (!larger) return PyErr_NoMemory(), -1;
        marks->of = larger, marks->room = room;
    }
    marks->of[marks->count++] = (Mark){start, end, number};
    return 0;
}

/* Notes the word from start to end if it is one of the surfaces. */
static int consider(const Surfaces *surfaces, const Text *text, Py_ssize_t start, Py_ssize_t end, Marks *sure, Marks *unsure)
{
    if (!surfaces->may_be[slot(sign_at(text, start), end - start)]) return 0;
    int doubt = (start && kind_of(sign_at(text, start - 1)) == DOUBTFUL) ||
                (end < text->size && kind_of(sign_at(text, end)) == DOUBTFUL);
    for (Py_ssize_t i = 0; i < surfaces->count; i++)
        if (surfaces->of[i].size == end - start && stands_at(text, start, &surfaces->of[i]) &&
            append(doubt ? unsure : sure, start, end, surfaces->numbers[i]))
            return -1;
    return 0;
}

/* Most words do not begin as a surface does, so in texts of small signs only those are looked at that do. */
static int look_for(const Surfaces *surfaces, const Text *text, Marks *sure, Marks *unsure)
{
    const Py_UCS1 *latin = text->signs;
    uint8_t before = 0, here;
    if (text->kind == PyUnicode_1BYTE_KIND) {
        for (Py_ssize_t at = 0; at < text->size; at++, before = here) {
            here = surfaces->latin[latin[at]];
            if (here & FIRST && !(before & IN_WORD) && consider(surfaces, text, at, word_end(text, at), sure, unsure)) return -1;
        }
        return 0;
    }
    for (Py_ssize_t start = 0, end; start < text->size; start = end + 1) {
        end = word_end(text, start);
        if (end > start && consider(surfaces, text, start, end, sure, unsure)) return -1;
    }
    return 0;
}

static PyObject *as_list(const Marks *marks)
{
    PyObject *list = PyList_New(marks->count);
    for (Py_ssize_t i = 0; list && i < marks->count; i++) {
        PyObject *one = Py_BuildValue("(nnn)", marks->of[i].start, marks->of[i].end, marks->of[i].number);
        if (one) PyList_SET_ITEM(list, i, one);
        else Py_CLEAR(list);
    }
    return list;
}

static PyObject *words_in(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (count != 3 || !PyUnicode_Check(values[0])) {
        PyErr_SetString(PyExc_TypeError, "words_in takes a text, surfaces and their numbers");
        return NULL;
    }
    Text text = text_of(values[0]);
    Surfaces surfaces;
    Marks sure = {NULL, 0, 0}, unsure = {NULL, 0, 0};
    PyObject *found = NULL;
    if (!surfaces_of(values[1], values[2], &surfaces) && !look_for(&surfaces, &text, &sure, &unsure))
        found = Py_BuildValue("(NN)", as_list(&sure), as_list(&unsure));
    PyMem_Free(surfaces.of);
    PyMem_Free(sure.of);
    PyMem_Free(unsure.of);
    return found;
}

/* quoted(text, marks, count, length): at most so many fragments of about that length, those that show most of the marks,
   each with the places of marks in it: `index.snippets.chosen`. Marks are (start, end, number) in order. */
typedef struct {
    Py_ssize_t start, end;
} Span;

/* How much a window shows, the first mattering most: numbers that no fragment shows yet, numbers, marks. */
typedef struct {
    Py_ssize_t fresh, numbers, marks;
} Worth;

static const Py_UCS4 STOPS[] = {'\n', '.', '?', '!'}; /* a sign other than the line's end needs a space behind it */

static int marks_of(PyObject *list, Mark *out, Py_ssize_t count, Py_ssize_t size)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        if (!PyArg_ParseTuple(PyList_GET_ITEM(list, i), "nnn", &out[i].start, &out[i].end, &out[i].number)) return -1;
        if (out[i].start < 0 || out[i].start > out[i].end || out[i].end > size) {
            PyErr_SetString(PyExc_ValueError, "a mark lies outside of the text");
            return -1;
        }
    }
    return 0;
}

static int is_among(Py_ssize_t number, const Mark *marks, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++)
        if (marks[i].number == number) return 1;
    return 0;
}

static Worth worth(const Mark *window, Py_ssize_t count, const Mark *shown, Py_ssize_t known)
{
    Worth sum = {0, 0, count};
    for (Py_ssize_t i = 0; i < count; i++) {
        if (is_among(window[i].number, window, i)) continue;
        sum.numbers++;
        sum.fresh += !is_among(window[i].number, shown, known);
    }
    return sum;
}

static int is_more(const Worth *one, const Worth *other)
{
    if (one->fresh != other->fresh) return one->fresh > other->fresh;
    return one->numbers != other->numbers ? one->numbers > other->numbers : one->marks > other->marks;
}

/* The first of the windows that are worth most: marks that fit into one fragment. */
static Span best_window(const Mark *marks, Py_ssize_t count, Py_ssize_t length, const Mark *shown, Py_ssize_t known)
{
    Span best = {0, 1};
    Worth most = {0, 0, 0};
    for (Py_ssize_t start = 0, end = 0, before; start < count; start++) {
        before = end;
        if (end < start + 1) end = start + 1;
        while (end < count && marks[end].end - marks[start].start <= length) end++;
        if (end == before) continue; /* inside the window before it */
        Worth one = worth(marks + start, end - start, shown, known);
        if (is_more(&one, &most)) most = one, best.start = start, best.end = end;
    }
    return best;
}

static Py_ssize_t sentence_start(const Text *text, Py_ssize_t first, Py_ssize_t room)
{
    Py_ssize_t earliest = first > room ? first - room : 0;
    for (int stop = 0; stop < 4; stop++) {
        Py_ssize_t size = stop ? 2 : 1;
        for (Py_ssize_t at = first - size; at >= earliest; at--)
            if (sign_at(text, at) == STOPS[stop] && (!stop || sign_at(text, at + 1) == ' ')) return at + size;
    }
    if (earliest == 0) return 0;
    for (Py_ssize_t at = earliest; at < first; at++)
        if (sign_at(text, at) == ' ') return at + 1;
    return first;
}

static Py_ssize_t cut_before(const Text *text, Py_ssize_t end)
{
    Py_ssize_t earliest = (end > 60 ? end - 60 : 0) + 1;
    for (Py_ssize_t at = end; at >= earliest; at--)
        if (sign_at(text, at) == ' ' || sign_at(text, at) == '\n') return at;
    return end;
}

/* The span of about that length around the marks from first to last, without what the others show. */
static Span fragment(const Text *text, Py_ssize_t first, Py_ssize_t last, Py_ssize_t length, const Span *others,
                     Py_ssize_t known)
{
    Py_ssize_t room = length > last - first ? (length - (last - first)) / 2 : 0;
    Span span = {sentence_start(text, first, room), 0};
    span.end = span.start + length > last ? span.start + length : last;
    if (span.end >= text->size) span.end = text->size;
    else if ((span.end = cut_before(text, span.end)) < last) span.end = last;
    for (Py_ssize_t i = 0; i < known; i++) {
        if (others[i].end <= first) span.start = others[i].end > span.start ? others[i].end : span.start;
        else if (others[i].start >= last) span.end = others[i].start < span.end ? others[i].start : span.end;
    }
    return span;
}

/* Chooses fragments, the best one first; returns how many they are, -1 without memory. */
static Py_ssize_t choose(const Text *text, const Mark *marks, Py_ssize_t size, Py_ssize_t length, Span *out, Py_ssize_t count)
{
    Py_ssize_t known = 0, shown = 0;
    Mark *left = PyMem_Malloc(2 * size * sizeof(Mark) + 1), *seen = left + size;
    if (!left) return -1;
    memcpy(left, marks, size * sizeof(Mark));
    while (size > 0 && known < count) {
        Span best = best_window(left, size, length, seen, shown);
        out[known] = fragment(text, left[best.start].start, left[best.end - 1].end, length, out, known);
        for (Py_ssize_t i = best.start; i < best.end; i++)
            if (!is_among(left[i].number, seen, shown)) seen[shown++] = left[i];
        const Span span = out[known++];
        Py_ssize_t kept = 0;
        for (Py_ssize_t i = 0; i < size; i++)
            if (left[i].end <= span.start || left[i].start >= span.end) left[kept++] = left[i];
        size = kept;
    }
    PyMem_Free(left);
    return known;
}

static int in_order(const void *one, const void *other)
{
    const Span *a = one, *b = other;
    if (a->start != b->start) return a->start < b->start ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

/* A tuple of two, which takes both over. */
static PyObject *pair(PyObject *one, PyObject *other)
{
    PyObject *both = one && other ? PyTuple_New(2) : NULL;
    if (!both) {
        Py_XDECREF(one);
        Py_XDECREF(other);
        return NULL;
    }
    PyTuple_SET_ITEM(both, 0, one);
    PyTuple_SET_ITEM(both, 1, other);
    return both;
}

/* The places of marks inside of a span, counted from its start; those that overlap are one. */
static PyObject *places_in(const Mark *marks, Py_ssize_t count, Span span)
{
    PyObject *found = PyList_New(0), *places;
    for (Py_ssize_t i = 0; found && i < count;) {
        Mark one = marks[i++];
        for (; i < count && marks[i].start < one.end; i++)
            if (marks[i].end > one.end) one.end = marks[i].end;
        if (one.start < span.start || one.end > span.end) continue;
        PyObject *place = pair(PyLong_FromSsize_t(one.start - span.start), PyLong_FromSsize_t(one.end - span.start));
        if (!place || PyList_Append(found, place) < 0) Py_CLEAR(found);
        Py_XDECREF(place);
    }
    places = found ? PyList_AsTuple(found) : NULL;
    Py_XDECREF(found);
    return places;
}

static PyObject *quote(PyObject *string, const Text *text, const Mark *marks, Py_ssize_t count, Span span)
{
    while (span.end > span.start && Py_UNICODE_ISSPACE(sign_at(text, span.end - 1))) span.end--;
    while (span.start < span.end && Py_UNICODE_ISSPACE(sign_at(text, span.start))) span.start++;
    PyObject *places = places_in(marks, count, span);
    return places ? pair(PyUnicode_Substring(string, span.start, span.end), places) : NULL;
}

static PyObject *fragments(PyObject *string, const Text *text, const Marks *marks, Py_ssize_t most, Py_ssize_t length)
{
    if (marks->count == 0) return PyList_New(0);
    most = most < marks->count ? most : marks->count; /* every fragment shows a mark at least */
    Span *spans = PyMem_Malloc(most > 0 ? most * sizeof(Span) : 1);
    Py_ssize_t known = spans ? choose(text, marks->of, marks->count, length, spans, most) : -1;
    if (known > 1) qsort(spans, known, sizeof(Span), in_order);
    PyObject *found = known < 0 ? PyErr_NoMemory() : PyList_New(known);
    for (Py_ssize_t i = 0; found && i < known; i++) {
        PyObject *one = quote(string, text, marks->of, marks->count, spans[i]);
        if (one) PyList_SET_ITEM(found, i, one);
        else Py_CLEAR(found);
    }
    PyMem_Free(spans);
    return found;
}

static PyObject *quoted(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (count != 4 || !PyUnicode_Check(values[0]) || !PyList_Check(values[1])) {
        PyErr_SetString(PyExc_TypeError, "quoted takes a text, a list of marks, a number and a length");
        return NULL;
    }
    Text text = text_of(values[0]);
    Py_ssize_t size = PyList_GET_SIZE(values[1]), most = PyLong_AsSsize_t(values[2]), length = PyLong_AsSsize_t(values[3]);
    if (PyErr_Occurred()) return NULL;
    Marks marks = {PyMem_Malloc(size * sizeof(Mark) + 1), size, size};
    PyObject *found = NULL;
    if (!marks.of) PyErr_NoMemory();
    else if (marks_of(values[1], marks.of, size, text.size) == 0) found = fragments(values[0], &text, &marks, most, length);
    PyMem_Free(marks.of);
    return found;
}

/* Whether one of these strings is in a text; -1 where one is no string. Most have an apostrophe, and most texts none. */
static int is_any_in(PyObject *text, PyObject *strings)
{
    Py_ssize_t has_apostrophe = PyTuple_GET_SIZE(strings) ? PyUnicode_FindChar(text, '\'', 0, PY_SSIZE_T_MAX, 1) : -1;
    int is_there = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(strings) && !is_there; i++) {
        PyObject *string = PyTuple_GET_ITEM(strings, i);
        int is_string = PyUnicode_Check(string);
        if (is_string && has_apostrophe < 0 && PyUnicode_FindChar(string, '\'', 0, PY_SSIZE_T_MAX, 1) >= 0) continue;
        is_there = PyUnicode_Contains(text, string);
    }
    return is_there;
}

/* shown(text, surfaces, numbers, others, count, length): `quoted` of where these surfaces stand in a text; None where the
   signs around one leave a doubt, or one of the other surfaces is in the text */
static PyObject *shown(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (count != 6 || !PyUnicode_Check(values[0]) || !PyTuple_Check(values[3])) {
        PyErr_SetString(PyExc_TypeError, "shown takes a text, surfaces and their numbers, others, a number and a length");
        return NULL;
    }
    int is_other_there = is_any_in(values[0], values[3]);
    if (is_other_there) return is_other_there < 0 ? NULL : Py_NewRef(Py_None);
    Text text = text_of(values[0]);
    Py_ssize_t most = PyLong_AsSsize_t(values[4]), length = PyLong_AsSsize_t(values[5]);
    if (PyErr_Occurred()) return NULL;
    Surfaces surfaces;
    Marks sure = {NULL, 0, 0}, unsure = {NULL, 0, 0};
    PyObject *found = NULL;
    if (!surfaces_of(values[1], values[2], &surfaces) && !look_for(&surfaces, &text, &sure, &unsure))
        found = unsure.count ? Py_NewRef(Py_None) : fragments(values[0], &text, &sure, most, length);
    PyMem_Free(surfaces.of);
    PyMem_Free(sure.of);
    PyMem_Free(unsure.of);
    return found;
}

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {ENTRY(words_in), ENTRY(quoted), ENTRY(shown), {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_quoting", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__quoting(void)
{
    for (int sign = 0; sign < 256; sign++) latin_words[sign] = kind_of(sign) == INSIDE_WORD;
    PyObject *created = PyModule_Create(&module);
    if (created && PyModule_AddIntConstant(created, "REVISION", REVISION) < 0) Py_CLEAR(created);
    return created;
}
