import { describe, expect, test } from 'vitest';
import { mended, type WorkspaceCase } from '../../../../../test/support/python-workspace-case';

const right: Record<string, WorkspaceCase & { readonly after: Record<string, string> }> = {
  'the name of its app': {
    files: {
      'blog/views.py': "def go(request):\n    return redirect(«reverse('home')»)\n",
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
    after: { 'blog/views.py': "def go(request):\n    return redirect(reverse('blog:home'))\n" },
  },
  misspelt: {
    files: {
      'blog/views.py': 'def go(request):\n    return redirect(«reverse("blog:hmoe")»)\n',
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home"), path("x", views.x, name="x")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'blog:hmoe' not found. 'hmoe' is not a valid view function or pattern name.",
    after: { 'blog/views.py': 'def go(request):\n    return redirect(reverse("blog:home"))\n' },
  },
  'in a template': {
    files: {
      'blog/views.py': 'def go(request):\n    return «render(request, "a.html")»\n',
      'blog/templates/a.html': '<a href="{% url \'home\' %}">home</a>\n',
      'blog/urls.py': 'app_name = "blog"\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
    after: { 'blog/templates/a.html': '<a href="{% url \'blog:home\' %}">home</a>\n' },
  },
  'the app does not say its name': {
    files: {
      'blog/views.py': 'def go(request):\n    return redirect(«reverse("blog:home")»)\n',
      'blog/urls.py': 'from . import views\n\nurlpatterns = [path("", views.home, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: 'blog' is not a registered namespace",
    after: { 'blog/urls.py': 'from . import views\n\napp_name = "blog"\n\nurlpatterns = [path("", views.home, name="home")]\n' },
  },
};

const still: Record<string, WorkspaceCase> = {
  'two apps have it': {
    files: {
      'views.py': 'go(«reverse("home")»)\n',
      'a/urls.py': 'app_name = "a"\nurlpatterns = [path("", v, name="home")]\n',
      'b/urls.py': 'app_name = "b"\nurlpatterns = [path("", v, name="home")]\n',
    },
    error: "django.urls.exceptions.NoReverseMatch: Reverse for 'home' not found. 'home' is not a valid view function or pattern name.",
  },
};

describe('address name', () => {
  test.each(Object.entries(right))('%s', async (_, { after, ...it }) => expect(await mended(it)).toEqual(after));
  test.each(Object.entries(still))('not: %s', async (_, it) => expect(await mended(it)).toEqual({}));
});
