import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { courseSidebar } from './site/lib/sidebar.ts';

// Nothing of this project phones home, also when somebody calls Astro without our scripts.
process.env.ASTRO_TELEMETRY_DISABLED = '1';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  trailingSlash: 'always',
  build: { format: 'directory' },
  devToolbar: { enabled: false },
  integrations: [
    starlight({
      title: 'Postlab',
      favicon: '/favicon.svg',
      credits: false,
      lastUpdated: false,
      locales: {
        root: { label: 'English', lang: 'en' },
        'zh-cn': { label: '简体中文', lang: 'zh-CN' },
      },
      sidebar: courseSidebar(new URL('./site/content/docs/', import.meta.url)),
      customCss: ['./site/styles/tokens.css', './site/styles/starlight.css', './site/styles/prose.css', './site/styles/pages.css'],
      components: {
        Hero: './site/components/starlight/Hero.astro',
        PageTitle: './site/components/starlight/PageTitle.astro',
        SiteTitle: './site/components/starlight/SiteTitle.astro',
        SocialIcons: './site/components/starlight/SocialIcons.astro',
      },
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    }),
    mdx(),
    preact(),
  ],
  vite: {
    // A lesson exists twice, at two depths: the same imports must work in both.
    resolve: { alias: { '@lesson': here('./site/components/lesson'), '@figures': here('./site/components/figures'), '@widgets': here('./site/widgets') } },
    // One warning a page about "use client" in a dependency: nothing a reader of the log could act on.
    build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
  },
});
